package dev.backline.runtime.event;

import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.Events;
import dev.backline.api.event.GatewayObserver;
import dev.backline.api.event.LookupObserver;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.event.ObserverCost;
import dev.backline.api.event.ObserverCosts;
import dev.backline.api.event.QueueObserver;
import dev.backline.api.event.RestObserver;
import dev.backline.api.event.TrackObserver;
import dev.backline.api.event.VoiceObserver;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Passes what is published on to the observer services of this moment, and knows what they cost. */
@Component
public final class ObserverEvents implements Events, ObserverCosts {

    /** How long an observer may take at least; it should take a microsecond. Twice as long, and events would be lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Dispatcher dispatcher = new Dispatcher(PATIENCE);
    private final CommandFanOut commands = new CommandFanOut(dispatcher);
    private final LookupFanOut lookups = new LookupFanOut(dispatcher);
    private final QueueFanOut queues = new QueueFanOut(dispatcher);
    private final TrackFanOut tracks = new TrackFanOut(dispatcher);
    private final VoiceFanOut voice = new VoiceFanOut(dispatcher);
    private final GatewayFanOut gateway = new GatewayFanOut(dispatcher);
    private final RestFanOut rest = new RestFanOut(dispatcher);
    private final NodeFanOut nodes = new NodeFanOut(dispatcher);

    @Deactivate
    void close() {
        dispatcher.close();
    }

    @Override
    public List<ObserverCost> costs() {
        return dispatcher.costs();
    }

    @Override
    public long threadNanos() {
        return dispatcher.threadNanos();
    }

    @Override
    public long lost() {
        return dispatcher.lost();
    }

    @Override
    public void reconnect(long bundleId) {
        dispatcher.reconnect(bundleId);
    }

    /** The bundle that an observer's calls are put down to; that of the framework when it is gone already. */
    private static long bundle(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null ? 0 : bundle.getBundleId();
    }

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

    @Override
    public NodeObserver nodes() {
        return nodes;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCommandObserver(ServiceReference<CommandObserver> reference, CommandObserver observer) {
        commands.add(bundle(reference), observer);
    }

    void removeCommandObserver(CommandObserver observer) {
        commands.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addLookupObserver(ServiceReference<LookupObserver> reference, LookupObserver observer) {
        lookups.add(bundle(reference), observer);
    }

    void removeLookupObserver(LookupObserver observer) {
        lookups.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addQueueObserver(ServiceReference<QueueObserver> reference, QueueObserver observer) {
        queues.add(bundle(reference), observer);
    }

    void removeQueueObserver(QueueObserver observer) {
        queues.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTrackObserver(ServiceReference<TrackObserver> reference, TrackObserver observer) {
        tracks.add(bundle(reference), observer);
    }

    void removeTrackObserver(TrackObserver observer) {
        tracks.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addVoiceObserver(ServiceReference<VoiceObserver> reference, VoiceObserver observer) {
        voice.add(bundle(reference), observer);
    }

    void removeVoiceObserver(VoiceObserver observer) {
        voice.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addGatewayObserver(ServiceReference<GatewayObserver> reference, GatewayObserver observer) {
        gateway.add(bundle(reference), observer);
    }

    void removeGatewayObserver(GatewayObserver observer) {
        gateway.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addRestObserver(ServiceReference<RestObserver> reference, RestObserver observer) {
        rest.add(bundle(reference), observer);
    }

    void removeRestObserver(RestObserver observer) {
        rest.remove(observer);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addNodeObserver(ServiceReference<NodeObserver> reference, NodeObserver observer) {
        nodes.add(bundle(reference), observer);
    }

    void removeNodeObserver(NodeObserver observer) {
        nodes.remove(observer);
    }
}
