package dev.backline.lavalink.backend;

import dev.backline.api.lavalink.NodeLoad;
import dev.backline.api.lavalink.NodeState;
import dev.backline.api.lavalink.NodeStatus;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.api.shell.ShellTable;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shell commands about nodes and the players on them. */
final class LavalinkCommands implements ShellCommands {

    private final Cluster cluster;

    LavalinkCommands(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String scope() {
        return "lavalink";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of(
                "nodes", NodesCommand::new,
                "players", PlayersCommand::new,
                "drain", DrainCommand::new,
                "fill", FillCommand::new,
                "move", MoveCommand::new);
    }

    private Stream<String> names() {
        return cluster.all().stream().map(node -> node.node().name());
    }

    private Stream<RemotePlayer> players() {
        return cluster.players().stream().sorted(Comparator.comparing(RemotePlayer::guildId));
    }

    @Command(
            description = "List the nodes: how they are, what they play, and what they can play",
            footer = {
                "",
                "Of the nodes that are up, the one with the lowest penalty is given the next player. A node that settles"
                        + " failed a moment ago; it is used when nobody else can play."
            })
    private final class NodesCommand implements ShellCommand {

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            List<NodeStatus> all = cluster.all();
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                all.forEach(node -> array.add(json(node)));
                shell.out().println(array.build());
                return;
            }
            if (all.isEmpty()) {
                shell.out()
                        .println("No nodes are configured, or the bot is not logged in yet: a node has to be told who"
                                + " the bot is. See dev.backline.lavalink.node~NAME in conf/.");
                return;
            }
            ShellTable table =
                    new ShellTable("NODE", "REGION", "STATE", "PLAYERS", "CPU", "PENALTY", "VERSION", "SOURCES");
            all.forEach(node -> table.add(
                    node.node().name(),
                    node.node().region().isEmpty() ? "-" : node.node().region(),
                    state(node),
                    String.valueOf(node.players()),
                    node.load().map(load -> percent(load.systemCpu())).orElse("-"),
                    Double.isNaN(node.penalty()) ? "-" : String.format(Locale.ROOT, "%.1f", node.penalty()),
                    node.version().orElse("-"),
                    String.join(", ", node.sources())));
            table.print(shell.out(), shell.width());
            for (NodeStatus node : all) {
                node.problem().ifPresent(problem -> shell.out()
                        .println("! " + node.node().name() + ": " + problem));
            }
        }

        private JsonObjectBuilder json(NodeStatus node) {
            JsonObjectBuilder object = Json.createObjectBuilder()
                    .add("node", node.node().name())
                    .add("region", node.node().region())
                    .add("address", node.address())
                    .add("state", node.state().name())
                    .add("draining", node.draining())
                    .add("problem", node.problem().orElse(""))
                    .add("weight", node.weight())
                    .add("version", node.version().orElse(""))
                    .add("sources", Json.createArrayBuilder(node.sources()))
                    .add("filters", Json.createArrayBuilder(node.filters()))
                    .add("players", node.players());
            node.lastSeen().ifPresent(seen -> object.add("lastSeen", seen.toString()));
            node.load().ifPresent(load -> object.add("load", json(load)));
            return Double.isNaN(node.penalty()) ? object : object.add("penalty", node.penalty());
        }

        private JsonObjectBuilder json(NodeLoad load) {
            JsonObjectBuilder object = Json.createObjectBuilder()
                    .add("players", load.players())
                    .add("playing", load.playing())
                    .add("uptimeSeconds", load.uptime().toSeconds())
                    .add("systemCpu", load.systemCpu())
                    .add("processCpu", load.processCpu())
                    .add("memoryUsedBytes", load.memoryUsed());
            load.frames()
                    .ifPresent(frames -> object.add(
                            "frames",
                            Json.createObjectBuilder()
                                    .add("sent", frames.sent())
                                    .add("nulled", frames.nulled())
                                    .add("deficit", frames.deficit())));
            return object;
        }
    }

    private static String state(NodeStatus node) {
        String state = node.state().name().toLowerCase(Locale.ROOT);
        return node.draining() && node.state() != NodeState.DOWN ? state + ", draining" : state;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    @Command(description = "List the guilds that play on nodes")
    private final class PlayersCommand implements ShellCommand {

        @Parameters(paramLabel = "NODE", arity = "0..1", description = "only those on this node")
        private String name = "";

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            List<RemotePlayer> shown = players()
                    .filter(player -> name.isEmpty() || player.node().equals(name))
                    .toList();
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                shown.forEach(player -> array.add(Json.createObjectBuilder()
                        .add("guild", Long.toUnsignedString(player.guildId()))
                        .add("node", player.node())
                        .add("playing", player.playing())
                        .add("positionSeconds", player.position().toSeconds())));
                shell.out().println(array.build());
                return;
            }
            ShellTable table = new ShellTable("GUILD", "NODE", "STATE", "POSITION");
            shown.forEach(player -> table.add(
                    Long.toUnsignedString(player.guildId()),
                    player.node().isEmpty() ? "-" : player.node(),
                    player.playing() ? "playing" : "silent",
                    time(player.position())));
            table.print(shell.out(), shell.width());
        }

        @Override
        public Stream<String> complete(String label) {
            return names();
        }
    }

    private static String time(Duration position) {
        return String.format(Locale.ROOT, "%d:%02d", position.toMinutes(), position.toSecondsPart());
    }

    @Command(
            description = "Empty a node: it is given no players any more, and those that it has go elsewhere",
            footer = {
                "",
                "Until lavalink:fill, or until the backend starts again, as it does when its own configuration"
                        + " changes; that of its nodes may."
            })
    private final class DrainCommand implements ShellCommand {

        @Parameters(paramLabel = "NODE", description = "as lavalink:nodes lists it")
        private String name = "";

        @Option(names = "--after-track", description = "let each player finish what it plays, then go")
        private boolean afterTrack;

        @Override
        public void run(ShellSession shell) {
            int players = cluster.drain(name, !afterTrack);
            shell.out()
                    .printf(
                            "%s gets no new players; %d %s.%n",
                            name, players, afterTrack ? "go elsewhere after what they play" : "go elsewhere now");
        }

        @Override
        public Stream<String> complete(String label) {
            return names();
        }
    }

    @Command(description = "Give a node players again that was drained")
    private final class FillCommand implements ShellCommand {

        @Parameters(paramLabel = "NODE", description = "as lavalink:nodes lists it")
        private String name = "";

        @Override
        public void run(ShellSession shell) {
            cluster.fill(name);
            shell.out().println(name + " gets players again.");
        }

        @Override
        public Stream<String> complete(String label) {
            return names();
        }
    }

    @Command(description = "Move a guild's player to another node")
    private final class MoveCommand implements ShellCommand {

        @Parameters(index = "0", paramLabel = "GUILD", description = "its id, as lavalink:players lists it")
        private String guild = "";

        @Parameters(index = "1", paramLabel = "NODE", description = "as lavalink:nodes lists it")
        private String name = "";

        @Override
        public void run(ShellSession shell) {
            cluster.move(id(guild), name);
            shell.out().printf("%s plays on %s.%n", guild, name);
        }

        @Override
        public Stream<String> complete(String label) {
            return label.equals("GUILD") ? players().map(player -> Long.toUnsignedString(player.guildId())) : names();
        }
    }

    private static long id(String guild) {
        try {
            return Long.parseUnsignedLong(guild);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "A guild is given by its id, as lavalink:players lists it; it was “" + guild + "”");
        }
    }
}
