package dev.backline.discord.gateway;

import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.CommandOutcome;
import dev.backline.api.event.Events;
import dev.backline.api.event.GatewayObserver;
import dev.backline.api.event.LookupObserver;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.event.QueueObserver;
import dev.backline.api.event.RestObserver;
import dev.backline.api.event.RestRoute;
import dev.backline.api.event.TrackObserver;
import dev.backline.api.event.VoiceObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what the bot publishes. */
final class Recorded implements Events, CommandObserver, GatewayObserver, RestObserver, VoiceObserver {

    final List<String> commands = new CopyOnWriteArrayList<>();
    final List<GatewayStatus> gateway = new CopyOnWriteArrayList<>();
    final List<RestRoute> requests = new CopyOnWriteArrayList<>();
    final List<String> voice = new CopyOnWriteArrayList<>();
    final AtomicInteger heartbeats = new AtomicInteger();
    final AtomicInteger packets = new AtomicInteger();

    @Override
    public void commandStarted(CommandSpec command) {
        commands.add("started " + command.name());
    }

    @Override
    public void commandAcknowledged(CommandSpec command, long nanos) {
        commands.add("acknowledged " + command.name());
    }

    @Override
    public void commandFinished(CommandSpec command, CommandOutcome outcome, long nanos) {
        commands.add("finished " + command.name() + " " + outcome);
    }

    @Override
    public void gatewayChanged(int shard, GatewayStatus status) {
        gateway.add(status);
    }

    @Override
    public void heartbeatAnswered(int shard, long nanos) {
        heartbeats.incrementAndGet();
    }

    @Override
    public void requestFinished(RestRoute route, int status, long nanos) {
        requests.add(route);
    }

    @Override
    public void voiceConnected() {
        voice.add("connected");
    }

    @Override
    public void voiceDisconnected() {
        voice.add("disconnected");
    }

    @Override
    public void packetSent(long gapNanos) {
        packets.incrementAndGet();
    }

    @Override
    public CommandObserver commands() {
        return this;
    }

    @Override
    public LookupObserver lookups() {
        return new LookupObserver() {};
    }

    @Override
    public QueueObserver queues() {
        return new QueueObserver() {};
    }

    @Override
    public TrackObserver tracks() {
        return new TrackObserver() {};
    }

    @Override
    public VoiceObserver voice() {
        return this;
    }

    @Override
    public GatewayObserver gateway() {
        return this;
    }

    @Override
    public RestObserver rest() {
        return this;
    }

    @Override
    public NodeObserver nodes() {
        return new NodeObserver() {};
    }
}
