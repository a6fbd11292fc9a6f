package dev.backline.runtime.event;

import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.Events;
import dev.backline.api.event.GatewayObserver;
import dev.backline.api.event.LookupObserver;
import dev.backline.api.event.QueueObserver;
import dev.backline.api.event.RestObserver;
import dev.backline.api.event.TrackObserver;
import dev.backline.api.event.VoiceObserver;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Passes what is published on to the observer services of this moment. */
@Component
public final class ObserverEvents implements Events {

    private final CommandFanOut commands = new CommandFanOut();
    private final LookupFanOut lookups = new LookupFanOut();
    private final QueueFanOut queues = new QueueFanOut();
    private final TrackFanOut tracks = new TrackFanOut();
    private final VoiceFanOut voice = new VoiceFanOut();
    private final GatewayFanOut gateway = new GatewayFanOut();
    private final RestFanOut rest = new RestFanOut();

    @Override
    public CommandObserver commands() {
        return commands;
    }

    @Override
    public LookupObserver lookups() {
        return lookups;
    }

    @Override
    public QueueObserver queues() {
        return queues;
    }

    @Override
    public TrackObserver tracks() {
        return tracks;
    }

    @Override
    public VoiceObserver voice() {
        return voice;
    }

    @Override
    public GatewayObserver gateway() {
        return gateway;
    }

    @Override
    public RestObserver rest() {
        return rest;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCommandObserver(CommandObserver observer) {
        commands.add(observer);
    }

    void removeCommandObserver(CommandObserver observer) {
        commands.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLookupObserver(LookupObserver observer) {
        lookups.add(observer);
    }

    void removeLookupObserver(LookupObserver observer) {
        lookups.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addQueueObserver(QueueObserver observer) {
        queues.add(observer);
    }

    void removeQueueObserver(QueueObserver observer) {
        queues.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTrackObserver(TrackObserver observer) {
        tracks.add(observer);
    }

    void removeTrackObserver(TrackObserver observer) {
        tracks.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addVoiceObserver(VoiceObserver observer) {
        voice.add(observer);
    }

    void removeVoiceObserver(VoiceObserver observer) {
        voice.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addGatewayObserver(GatewayObserver observer) {
        gateway.add(observer);
    }

    void removeGatewayObserver(GatewayObserver observer) {
        gateway.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRestObserver(RestObserver observer) {
        rest.add(observer);
    }

    void removeRestObserver(RestObserver observer) {
        rest.remove(observer);
    }
}
