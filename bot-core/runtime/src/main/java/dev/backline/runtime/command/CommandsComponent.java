package dev.backline.runtime.command;

import dev.backline.api.command.Arguments;
import dev.backline.api.command.Caller;
import dev.backline.api.command.Choice;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Commands;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import dev.backline.api.event.Events;
import dev.backline.runtime.lookup.SourceChain;
import dev.backline.runtime.lookup.Sources;
import dev.backline.runtime.playback.PlaybackComponent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@link MusicCommands} as a service. */
@Component(configurationPid = "dev.backline.runtime")
public final class CommandsComponent implements Commands {

    private final MusicCommands commands;

    @Activate
    public CommandsComponent(
            BundleContext context,
            PlaybackComponent.Config config,
            @Reference PlaybackComponent playback,
            @Reference Sources sources,
            @Reference Events events) {
        SourceChain chain = new SourceChain(
                sources::inOrder,
                events.lookups(),
                Duration.ofSeconds(config.lookupPatienceSeconds()),
                System::nanoTime);
        commands = new MusicCommands(
                playback.guilds(),
                chain,
                context.getBundle().getVersion().toString(),
                System::nanoTime,
                RandomGenerator.getDefault());
    }

    @Override
    public List<CommandSpec> all() {
        return commands.all();
    }

    @Override
    public CompletionStage<Reply> run(CommandSpec command, Caller caller, Arguments arguments) {
        return commands.run(command, caller, arguments);
    }

    @Override
    public CompletionStage<List<Choice>> complete(CommandSpec command, Option<?> option, String typed, Caller caller) {
        return commands.complete(command, option, typed, caller);
    }

    @Override
    public CompletionStage<Reply> press(String buttonId, Caller caller) {
        return commands.press(buttonId, caller);
    }
}
