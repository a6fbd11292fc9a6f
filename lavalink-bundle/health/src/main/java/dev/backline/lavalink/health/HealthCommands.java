package dev.backline.lavalink.health;

import dev.backline.api.lavalink.NodeLoad;
import dev.backline.api.lavalink.NodeStatus;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.api.shell.ShellTable;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows how nodes are. */
final class HealthCommands implements ShellCommands {

    private static final double MEBIBYTE = 1024 * 1024;

    private final Supplier<List<NodeStatus>> nodes;
    private final Supplier<Result> cluster;

    HealthCommands(Supplier<List<NodeStatus>> nodes, Supplier<Result> cluster) {
        this.nodes = nodes;
        this.cluster = cluster;
    }

    @Override
    public String scope() {
        return "lavalink";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("health", HealthCommand::new);
    }

    @Command(
            description = "Show how the nodes are: what they tell of themselves, and what is wrong with them",
            footer = {
                "",
                "Frames are those of the last minute, for each player that plays: sent, without sound, and missing; 3000 are"
                        + " due. The metrics are backline_lavalink_node_*."
            })
    private final class HealthCommand implements ShellCommand {

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            List<NodeStatus> all = nodes.get();
            Result together = cluster.get();
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                all.forEach(node -> array.add(json(node)));
                shell.out()
                        .println(Json.createObjectBuilder()
                                .add("status", together.getStatus().name())
                                .add("message", messages(together))
                                .add("nodes", array)
                                .build());
                return;
            }
            shell.out().println(together.getStatus() + ": " + messages(together));
            ShellTable table = new ShellTable(
                    "NODE", "STATE", "SEEN", "PLAYING", "CPU", "ITS CPU", "MEMORY", "FRAMES", "UPTIME", "HEALTH");
            all.forEach(node -> {
                Result result = Checks.node(node);
                table.add(
                        node.node().name(),
                        node.state().name().toLowerCase(Locale.ROOT),
                        node.lastSeen().map(HealthCommands::ago).orElse("never"),
                        node.load().map(load -> String.valueOf(load.playing())).orElse("-"),
                        node.load().map(load -> percent(load.systemCpu())).orElse("-"),
                        node.load().map(load -> percent(load.processCpu())).orElse("-"),
                        node.load().map(HealthCommands::memory).orElse("-"),
                        node.load()
                                .flatMap(NodeLoad::frames)
                                .map(frames -> frames.sent() + "/" + frames.nulled() + "/" + frames.deficit())
                                .orElse("-"),
                        node.load().map(load -> words(load.uptime())).orElse("-"),
                        result.getStatus() + ": " + messages(result));
            });
            table.print(shell.out(), Math.max(shell.width(), 200));
        }

        private JsonObjectBuilder json(NodeStatus node) {
            Result result = Checks.node(node);
            return Json.createObjectBuilder()
                    .add("node", node.node().name())
                    .add("state", node.state().name())
                    .add("status", result.getStatus().name())
                    .add("message", messages(result));
        }
    }

    private static String messages(Result result) {
        return StreamSupport.stream(result.spliterator(), false)
                .map(ResultLog.Entry::getMessage)
                .collect(Collectors.joining("; "));
    }

    private static String ago(Instant when) {
        return words(Duration.between(when, Instant.now())) + " ago";
    }

    private static String words(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String memory(NodeLoad load) {
        return String.format(Locale.ROOT, "%.0f MiB", load.memoryUsed() / MEBIBYTE);
    }
}
