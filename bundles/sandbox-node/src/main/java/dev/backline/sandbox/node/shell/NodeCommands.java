package dev.backline.sandbox.node.shell;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.api.shell.ShellTable;
import dev.backline.sandbox.node.Fault;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import dev.backline.sandbox.node.SandboxNodes;
import dev.backline.sandbox.node.SeenPlayer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shell commands that make nodes, break them and heal them. */
public final class NodeCommands implements ShellCommands {

    private static final List<String> ACTIONS =
            List.of("add", "remove", "die", "hang", "lag", "refuse", "load", "drop", "restart", "heal");
    private static final int LONGEST_LAG_MILLIS = 60_000;

    private final SandboxNodes nodes;
    private final String password;

    /**
     * For these nodes.
     *
     * @param password of nodes that are added
     */
    public NodeCommands(SandboxNodes nodes, String password) {
        this.nodes = nodes;
        this.password = password;
    }

    @Override
    public String scope() {
        return "sandbox";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("nodes", Nodes::new, "node", Node::new);
    }

    @Command(description = "List the Lavalink nodes of the sandbox")
    private final class Nodes implements ShellCommand {

        @Override
        public void run(ShellSession shell) {
            List<SandboxNode> all = nodes.nodes();
            if (all.isEmpty()) {
                shell.out().println("There are no nodes. Make one by: sandbox:node add NAME");
                return;
            }
            ShellTable table =
                    new ShellTable("NODE", "REGION", "URI", "PLAYERS", "PLAYING", "PACKETS", "WRONG WITH IT");
            for (SandboxNode node : all) {
                List<SeenPlayer> players = node.players();
                long playing = players.stream()
                        .filter(player -> !player.track().isEmpty() && !player.paused())
                        .count();
                table.add(
                        node.settings().name(),
                        node.settings().region().isEmpty()
                                ? "-"
                                : node.settings().region(),
                        node.uri().toString(),
                        String.valueOf(players.size()),
                        String.valueOf(playing),
                        String.valueOf(node.packets()),
                        node.faults().isEmpty()
                                ? "-"
                                : node.faults().stream().map(NodeCommands::word).collect(Collectors.joining(", ")));
            }
            table.print(shell.out(), shell.width());
        }
    }

    @Command(
            description = "Make a Lavalink node, break it, or heal it",
            footer = {
                "",
                "add NAME         make a node; --region and --password say what it is like",
                "remove NAME      stop it and forget it",
                "die NAME         kill its process: sockets break, nobody listens at its port",
                "hang NAME        freeze its process: sockets stay open, nothing is answered",
                "lag NAME MILLIS  answer and report that much later; 0 ends it",
                "refuse NAME      refuse its password",
                "load NAME        report a busy CPU and missing frames",
                "drop NAME        break its WebSockets; sessions can be resumed",
                "restart NAME     stop and start it; its sessions are gone",
                "heal NAME        end all that is wrong with it",
                "",
                "Example: sandbox:node lag node-1 500"
            })
    private final class Node implements ShellCommand {

        @Parameters(index = "0", paramLabel = "ACTION", description = "one of those below")
        private String action = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "of the node")
        private String name = "";

        @Parameters(index = "2", arity = "0..1", paramLabel = "MILLIS", description = "how long to lag")
        private int millis = -1;

        @Option(names = "--region", paramLabel = "REGION", description = "that a new node is near to")
        private String region = "";

        @Option(names = "--password", paramLabel = "PASSWORD", description = "of a new node, if not the configured one")
        private String other = "";

        @Override
        public void run(ShellSession shell) {
            switch (action) {
                case "add" -> {
                    SandboxNode node = nodes.add(NodeSettings.named(name)
                            .withRegion(region)
                            .withPassword(other.isEmpty() ? password : other));
                    shell.out().println(name + " listens at " + node.uri() + ".");
                    return;
                }
                case "remove" -> nodes.remove(name);
                case "heal" -> nodes.node(name).heal();
                default -> nodes.node(name).suffer(fault());
            }
            shell.out().println("Done: " + action + " " + name);
        }

        private Fault fault() {
            return switch (action) {
                case "die" -> new Fault.Death();
                case "hang" -> new Fault.Hang();
                case "lag" -> new Fault.Lag(lag());
                case "refuse" -> new Fault.Refusal();
                case "load" -> new Fault.Overload();
                case "drop" -> new Fault.Drop();
                case "restart" -> new Fault.Restart();
                default ->
                    throw new IllegalArgumentException(
                            "There is no “" + action + "”. Expected one of: " + String.join(", ", ACTIONS));
            };
        }

        private Duration lag() {
            if (millis < 0 || millis > LONGEST_LAG_MILLIS) {
                throw new IllegalArgumentException("Expected how long to lag: 0 to " + LONGEST_LAG_MILLIS + " ms");
            }
            return Duration.ofMillis(millis);
        }

        @Override
        public Stream<String> complete(String label) {
            return switch (label) {
                case "ACTION" -> ACTIONS.stream();
                case "NAME" ->
                    action.equals("add")
                            ? Stream.empty()
                            : nodes.nodes().stream().map(node -> node.settings().name());
                default -> Stream.empty();
            };
        }
    }

    private static String word(Fault fault) {
        return switch (fault) {
            case Fault.Death death -> "dead";
            case Fault.Hang hang -> "hangs";
            case Fault.Lag lag -> "lags " + lag.delay().toMillis() + " ms";
            case Fault.Refusal refusal -> "refuses its password";
            case Fault.Overload overload -> "reports load";
            case Fault.Restart restart -> "restarts";
            case Fault.Drop drop -> "drops its sockets";
        };
    }
}
