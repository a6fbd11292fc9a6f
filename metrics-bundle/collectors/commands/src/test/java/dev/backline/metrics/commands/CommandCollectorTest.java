package dev.backline.metrics.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandOutcome;
import dev.backline.api.event.CommandRejection;
import dev.backline.contract.metrics.ReadableMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandCollectorTest {

    private static final CommandSpec PLAY = new CommandSpec("play", "Plays", List.of(), true);

    private final ReadableMetrics metrics = new ReadableMetrics();
    private final CommandCollector collector = new CommandCollector(metrics);

    @Test
    void aCommandIsTimedByNameAndOutcome() {
        collector.commandFinished(PLAY, CommandOutcome.USER_ERROR, 5_000_000);

        assertThat(metrics.values())
                .containsEntry("backline_command_duration_seconds{command=play,outcome=user_error}", 1.0)
                .containsEntry("backline_command_duration_seconds{command=play,outcome=timeout}", 0.0);
    }

    @Test
    void anAcknowledgementIsTimedByName() {
        collector.commandAcknowledged(PLAY, 5_000_000);

        assertThat(metrics.values()).containsEntry("backline_command_acknowledge_seconds{command=play}", 1.0);
    }

    @Test
    void whatIsTurnedAwayIsCountedByReason() {
        collector.commandRejected(CommandRejection.RESTARTING);

        assertThat(metrics.values())
                .containsEntry("backline_commands_rejected_total{reason=restarting}", 1.0)
                .containsEntry("backline_commands_rejected_total{reason=unknown}", 0.0);
    }

    @Test
    void howManyAreInFlightIsWhatTheLastEventSaid() {
        collector.commandsInFlightChanged(7);
        collector.commandsInFlightChanged(3);

        assertThat(metrics.values()).containsEntry("backline_commands_in_flight", 3.0);
    }

    @Test
    void closedItLeavesNothing() {
        collector.close();

        assertThat(metrics.values()).isEmpty();
    }
}
