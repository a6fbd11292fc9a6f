package dev.backline.runtime.event;

import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.CommandOutcome;

final class CommandFanOut extends FanOut<CommandObserver> implements CommandObserver {

    CommandFanOut() {
        super(new CommandObserver[0]);
    }

    @Override
    public void commandStarted(CommandSpec command) {
        for (CommandObserver observer : observers) {
            try {
                observer.commandStarted(command);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void commandAcknowledged(CommandSpec command, long nanos) {
        for (CommandObserver observer : observers) {
            try {
                observer.commandAcknowledged(command, nanos);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }

    @Override
    public void commandFinished(CommandSpec command, CommandOutcome outcome, long nanos) {
        for (CommandObserver observer : observers) {
            try {
                observer.commandFinished(command, outcome, nanos);
            } catch (RuntimeException | LinkageError e) {
                failed(observer, e);
            }
        }
    }
}
