package dev.backline.console;

import dev.backline.api.audio.Track;
import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shell commands about what is playing. */
@Component
public final class SessionCommands implements ShellCommands {

    private final Sessions sessions;

    @Activate
    public SessionCommands(@Reference Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String scope() {
        return "bot";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("sessions", ListCommand::new, "queue", QueueCommand::new);
    }

    @Command(description = "List the guilds in which something plays or waits")
    private final class ListCommand implements ShellCommand {

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            List<Session> all = sessions.all();
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                all.forEach(session -> array.add(Json.createObjectBuilder()
                        .add("guild", Long.toUnsignedString(session.guildId()))
                        .add("state", state(session))
                        .add("positionSeconds", session.position().toSeconds())
                        .add("volume", session.volume())
                        .add("queued", session.queue().size())
                        .add("backend", session.backend().orElse(""))));
                shell.out().println(array.build());
                return;
            }
            String row = "%-20s %-8s %9s %6s %6s  %s%n";
            shell.out().printf(row, "GUILD", "STATE", "POSITION", "VOLUME", "QUEUED", "BACKEND");
            for (Session session : all) {
                shell.out()
                        .printf(
                                row,
                                Long.toUnsignedString(session.guildId()),
                                state(session),
                                time(session.position()),
                                session.volume() + " %",
                                session.queue().size(),
                                session.backend().orElse("-"));
            }
        }
    }

    @Command(description = "Show what plays in a guild and what comes next")
    private final class QueueCommand implements ShellCommand {

        @Parameters(paramLabel = "GUILD", description = "its id, as bot:sessions lists it")
        private long guild;

        @Override
        public void run(ShellSession shell) {
            Session session = sessions.of(guild)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Nothing plays or waits in guild " + guild + ". bot:sessions lists where something does"));
            PrintStream out = shell.out();
            session.current()
                    .ifPresent(track ->
                            out.printf("%-8s %s, at %s%n", state(session), title(track), time(session.position())));
            for (int i = 0; i < session.queue().size(); i++) {
                out.printf("%8d %s%n", i + 1, title(session.queue().get(i)));
            }
        }

        @Override
        public Stream<String> complete(String label) {
            return sessions.all().stream().map(session -> Long.toUnsignedString(session.guildId()));
        }
    }

    private static String state(Session session) {
        if (session.current().isEmpty()) {
            return "idle";
        }
        return session.paused() ? "paused" : "playing";
    }

    private static String title(Track track) {
        return track.title() + " · " + track.author();
    }

    private static String time(Duration position) {
        return String.format(Locale.ROOT, "%d:%02d", position.toMinutes(), position.toSecondsPart());
    }
}
