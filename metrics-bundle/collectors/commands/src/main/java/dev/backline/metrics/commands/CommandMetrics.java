package dev.backline.metrics.commands;

import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandOutcome;
import dev.backline.api.event.CommandRejection;
import dev.backline.metrics.catalog.Buckets;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Labelled;
import dev.backline.metrics.catalog.Labelled2;
import dev.backline.metrics.catalog.Level;
import dev.backline.metrics.catalog.Timing;

/** What is measured of slash commands and buttons. */
final class CommandMetrics extends Catalog {

    private static final Label<CommandSpec> COMMAND = Label.ofCommands("command");

    final Labelled2<CommandSpec, CommandOutcome, Timing> duration = timings(
            "backline_command_duration_seconds",
            "Time from a command's arrival until it was answered or given up",
            Buckets.INTERACTION,
            COMMAND,
            Label.of("outcome", CommandOutcome.class));

    final Labelled<CommandSpec, Timing> acknowledged = timings(
            "backline_command_acknowledge_seconds",
            "Time from a command's arrival until Discord had its acknowledgement, which it wants within 3 s",
            Buckets.INTERACTION,
            COMMAND);

    final Level inFlight =
            level("backline_commands_in_flight", "Commands that came in and are neither answered nor given up");

    final Labelled<CommandRejection, Count> rejected = counts(
            "backline_commands_rejected_total",
            "Commands that were turned away",
            Label.of("reason", CommandRejection.class));

    CommandMetrics() {
        super("metrics-commands");
    }
}
