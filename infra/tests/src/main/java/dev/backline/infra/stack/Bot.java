package dev.backline.infra.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backline.infra.stack.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A bot of the built distribution on its embedded Discord, in a home of its own, used by its command line. */
public final class Bot implements AutoCloseable {

    /** Small, so that pressure on it is felt soon; with less, the collector has no room to work in. */
    private static final int HEAP_MEGABYTES = 768;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path distribution;
    private final Path home;
    private final int port;

    /**
     * Not started yet.
     *
     * @param port of its HTTP door: a bot that is started again is found where it was
     */
    Bot(Path distribution, Path home, int port) {
        this.distribution = distribution;
        this.home = home;
        this.port = port;
    }

    public Path home() {
        return home;
    }

    public int port() {
        return port;
    }

    /** Starts it; returns when it is ready. */
    public void start() throws IOException, InterruptedException {
        backline("start", "--set", "development", "--wait", "120", "--http-port", Integer.toString(port));
    }

    /** Runs a command in its shell, and returns what that printed. */
    public String exec(String command) throws IOException, InterruptedException {
        return backline("exec", command);
    }

    /** Ends its process as a crash would. */
    public void kill() throws IOException, InterruptedException {
        long pid = pid();
        ProcessHandle.of(pid).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /** Sends it a signal by name, for example {@code STOP}. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Its process, as the lock of its home names it. */
    public long pid() throws IOException {
        return Long.parseLong(
                Files.readString(home.resolve("data/backline.lock")).strip());
    }

    /**
     * Gives it something to do: commands, long music, and in one guild a short track again and again.
     *
     * @param guilds in which members give commands
     * @param rate of commands, per second
     * @param playing in how many of the guilds there is music
     */
    public void startLoad(int guilds, int rate, int playing) throws IOException, InterruptedException {
        exec("sandbox:load start --guilds %d --rate %d --playing %d".formatted(guilds, rate, playing));
        // Before it plays: the track may be over when the next command comes.
        exec("sandbox:say demo \"/loop track\"");
        exec("sandbox:say demo \"/play query:tone:440?seconds=2\"");
    }

    /**
     * Gives it two nodes of the sandbox, {@code node-1} and {@code node-2}, with long music on one of them. What played before
     * goes on where it is until its next track.
     *
     * @return their ports, when they are connected
     */
    List<Integer> playOnNodes() throws IOException, InterruptedException {
        List<Integer> ports = List.of(Stack.freePort(), Stack.freePort());
        StringBuilder nodes = new StringBuilder();
        for (int i = 0; i < ports.size(); i++) {
            nodes.append("""
                    , "dev.backline.lavalink.node~node-%d": {"uri": "http://127.0.0.1:%d", ".password": "youshallnotpass"}
                    """.formatted(i + 1, ports.get(i)));
        }
        Files.writeString(
                home.resolve("conf/local.json"),
                "{\"dev.backline.sandbox.node\": {\"nodes\": 2, \"ports\": " + ports + "}" + nodes + "}");
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (exec("lavalink:nodes --json").split("\"state\":\"UP\"", -1).length <= ports.size()) {
            if (System.nanoTime() > until) {
                throw new IOException("The nodes are not connected: " + exec("lavalink:nodes"));
            }
            Thread.sleep(500);
        }
        String guild = exec("sandbox:guilds create 1").replaceAll("(?s).*(guild-\\d+).*", "$1");
        exec("sandbox:say " + guild + " \"/play query:tone:440?seconds=3600\"");
        return ports;
    }

    /** What came of the load that it is under: the report of {@code sandbox:load}. */
    public JsonNode load() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(exec("sandbox:load status --json"));
    }

    /** Lines of its log that are errors. */
    List<String> errors() throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("logs/backline.log"))) {
            return lines.filter(line -> line.contains(" ERROR ")).toList();
        }
    }

    private String backline(String command, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(distribution.resolve("bin/backline").toString(), command, "--home", home.toString()));
        line.addAll(List.of(arguments));
        Map<String, String> environment = Map.of("BACKLINE_OPTS", "-Xmx" + HEAP_MEGABYTES + "m");
        Outcome outcome = Program.outcome(Path.of("."), environment, PATIENCE, line);
        if (outcome.code() != 0) {
            throw new IOException(line + " ended with " + outcome.code() + ": " + outcome.output());
        }
        return outcome.output();
    }

    /** Stops it in order; does nothing when it does not run. */
    @Override
    public void close() throws IOException {
        try {
            backline("stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException notRunning) {
            // It was killed: that was the fault that somebody tried.
        }
    }
}
