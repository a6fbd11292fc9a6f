package dev.backline.metrics.commands;

import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.CommandOutcome;
import dev.backline.api.event.CommandRejection;
import dev.backline.metrics.catalog.Metrics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Counts and times commands. */
@Component
public final class CommandCollector implements CommandObserver {

    private final CommandMetrics metrics = new CommandMetrics();
    private final Metrics.Added added;

    /** Adds its metrics to the registry. */
    @Activate
    public CommandCollector(@Reference Metrics registry) {
        added = registry.add(metrics);
    }

    @Deactivate
    void close() {
        added.close();
    }

    @Override
    public void commandAcknowledged(CommandSpec command, long nanos) {
        metrics.acknowledged.of(command).record(nanos);
    }

    @Override
    public void commandFinished(CommandSpec command, CommandOutcome outcome, long nanos) {
        metrics.duration.of(command, outcome).record(nanos);
    }

    @Override
    public void commandRejected(CommandRejection reason) {
        metrics.rejected.of(reason).inc();
    }

    @Override
    public void commandsInFlightChanged(int commands) {
        metrics.inFlight.set(commands);
    }
}
