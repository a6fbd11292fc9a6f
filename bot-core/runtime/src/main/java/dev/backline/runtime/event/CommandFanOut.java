package dev.backline.runtime.event;

import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.CommandOutcome;
import dev.backline.api.event.CommandRejection;
import dev.backline.runtime.event.Event.Call;

final class CommandFanOut extends FanOut<CommandObserver> implements CommandObserver {

    private static final Call<CommandObserver> COMMAND_STARTED =
            (observer, event) -> observer.commandStarted(event.first(CommandSpec.class));
    private static final Call<CommandObserver> COMMAND_ACKNOWLEDGED =
            (observer, event) -> observer.commandAcknowledged(event.first(CommandSpec.class), event.a);
    private static final Call<CommandObserver> COMMAND_FINISHED = (observer, event) ->
            observer.commandFinished(event.first(CommandSpec.class), event.second(CommandOutcome.class), event.a);

    private static final Call<CommandObserver> COMMAND_REJECTED =
            (observer, event) -> observer.commandRejected(event.first(CommandRejection.class));
    private static final Call<CommandObserver> COMMANDS_IN_FLIGHT_CHANGED =
            (observer, event) -> observer.commandsInFlightChanged((int) event.a);

    CommandFanOut(Dispatcher dispatcher) {
        super(dispatcher);
    }

    @Override
    public void commandStarted(CommandSpec command) {
        publish(COMMAND_STARTED, command, null, 0, 0);
    }

    @Override
    public void commandAcknowledged(CommandSpec command, long nanos) {
        publish(COMMAND_ACKNOWLEDGED, command, null, nanos, 0);
    }

    @Override
    public void commandFinished(CommandSpec command, CommandOutcome outcome, long nanos) {
        publish(COMMAND_FINISHED, command, outcome, nanos, 0);
    }

    @Override
    public void commandRejected(CommandRejection reason) {
        publish(COMMAND_REJECTED, reason, null, 0, 0);
    }

    @Override
    public void commandsInFlightChanged(int commands) {
        publish(COMMANDS_IN_FLIGHT_CHANGED, null, null, commands, 0);
    }
}
