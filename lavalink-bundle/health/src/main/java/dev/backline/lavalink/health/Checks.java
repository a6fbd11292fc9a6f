package dev.backline.lavalink.health;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.lavalink.NodeState;
import dev.backline.api.lavalink.NodeStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.Result;

/** What health checks say of nodes. */
final class Checks {

    /** From here on the alert LavalinkFramesMissing fires; who looks because of it is to see why. */
    private static final double FRAMES_MISSED = 0.05;

    private static final double DUE = 3000;

    /** From here on the alert LavalinkNodeSaturated fires. */
    private static final double CPU_FULL = 0.85;

    private Checks() {}

    /** One node. A node that fails is a warning: others play in its place. */
    static Result node(NodeStatus node) {
        FormattingResultLog log = new FormattingResultLog();
        if (!NodeMetrics.isUp(node)) {
            log.warn(
                    "{}: {}",
                    node.state().name().toLowerCase(Locale.ROOT),
                    node.problem().orElse("it is being connected"));
            return new Result(log);
        }
        if (node.state() == NodeState.SETTLING) {
            log.warn("it failed a moment ago, and is used when nobody else can play");
        }
        node.load().ifPresent(load -> {
            if (load.systemCpu() > CPU_FULL) {
                log.warn("the CPUs of its machine are loaded to {} %", Math.round(100 * load.systemCpu()));
            }
            load.frames()
                    .map(frames -> (frames.nulled() + Math.max(0, frames.deficit())) / DUE)
                    .filter(missed -> missed > FRAMES_MISSED)
                    .ifPresent(missed -> log.warn("{} % of its frames are missing", Math.round(100 * missed)));
        });
        log.info(
                "Lavalink {}, players: {}{}",
                node.version().orElse("of unknown version"),
                node.players(),
                node.draining() ? ", being emptied" : "");
        return new Result(log);
    }

    /** All nodes and other backends together: ready while one of them can play. */
    static Result cluster(List<NodeStatus> nodes, List<AudioBackend> backends) {
        FormattingResultLog log = new FormattingResultLog();
        Optional<AudioBackend> able =
                backends.stream().filter(AudioBackend::canPlay).findFirst();
        long up = nodes.stream().filter(NodeMetrics::isUp).count();
        if (able.isEmpty()) {
            log.critical("nothing can play: no node is connected, and no other backend works");
        } else if (!nodes.isEmpty() && up == 0) {
            log.warn(
                    "no node of {} is connected; music plays by {}",
                    nodes.size(),
                    backends.stream()
                            .filter(AudioBackend::canPlay)
                            .map(AudioBackend::name)
                            .collect(Collectors.joining(", ")));
        } else if (nodes.isEmpty()) {
            log.info("no node is configured; music plays by {}", able.get().name());
        } else {
            log.info("{} of {} nodes connected", up, nodes.size());
        }
        return new Result(log);
    }
}
