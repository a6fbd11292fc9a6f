package dev.backline.lavalink.health;

import static dev.backline.lavalink.health.Nodes.NORTH;
import static dev.backline.lavalink.health.Nodes.load;
import static dev.backline.lavalink.health.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.PlayerListener;
import dev.backline.api.lavalink.NodeState;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;

class ChecksTest {

    @Test
    void aNodeThatPlaysIsWell() {
        Result result = Checks.node(node(NORTH, NodeState.UP, Optional.of(load(0.3, 3000, 0, 0))));

        assertThat(result.getStatus()).isEqualTo(Status.OK);
        assertThat(result.toString()).contains("Lavalink 4.2.2", "players: 3");
    }

    @Test
    void aNodeThatIsDownIsAWarningWithItsReason() {
        Result result = Checks.node(node(NORTH, NodeState.DOWN, Optional.empty()));

        assertThat(result.getStatus()).isEqualTo(Status.WARN);
        assertThat(result.toString()).contains("cannot be reached");
    }

    @Test
    void aNodeThatSettlesIsAWarning() {
        assertThat(Checks.node(node(NORTH, NodeState.SETTLING, Optional.empty()))
                        .getStatus())
                .isEqualTo(Status.WARN);
    }

    @Test
    void aLoadedMachineIsAWarningAsItIsAnAlert() {
        assertThat(Checks.node(node(NORTH, NodeState.UP, Optional.of(load(0.84, 3000, 0, 0))))
                        .getStatus())
                .isEqualTo(Status.OK);
        assertThat(Checks.node(node(NORTH, NodeState.UP, Optional.of(load(0.86, 3000, 0, 0))))
                        .getStatus())
                .isEqualTo(Status.WARN);
    }

    @Test
    void theLoadOfAMachineIsTold() {
        Result result = Checks.node(node(NORTH, NodeState.UP, Optional.of(load(0.97, 3000, 0, 0))));

        assertThat(result.getStatus()).isEqualTo(Status.WARN);
        assertThat(result.toString()).contains("97 %");
    }

    @Test
    void missingFramesAreAWarningFromOneInTwenty() {
        assertThat(Checks.node(node(NORTH, NodeState.UP, Optional.of(load(0, 2880, 70, 50))))
                        .getStatus())
                .isEqualTo(Status.OK);
        assertThat(Checks.node(node(NORTH, NodeState.UP, Optional.of(load(0, 2820, 80, 100))))
                        .getStatus())
                .isEqualTo(Status.WARN);
    }

    @Test
    void theBotIsReadyWhileOneBackendCanPlay() {
        var down = List.of(node(NORTH, NodeState.DOWN, Optional.empty()));

        Result result = Checks.cluster(down, List.of(backend("lavalink", false), backend("embedded", true)));

        assertThat(result.getStatus()).isEqualTo(Status.WARN);
        assertThat(result.toString()).contains("music plays by embedded");
    }

    @Test
    void theBotIsNotReadyWhenNothingCanPlay() {
        var down = List.of(node(NORTH, NodeState.DOWN, Optional.empty()));

        assertThat(Checks.cluster(down, List.of(backend("lavalink", false))).getStatus())
                .isEqualTo(Status.CRITICAL);
    }

    @Test
    void withoutNodesTheEmbeddedBackendIsEnough() {
        Result result = Checks.cluster(List.of(), List.of(backend("embedded", true)));

        assertThat(result.getStatus()).isEqualTo(Status.OK);
        assertThat(result.toString()).contains("no node is configured; music plays by embedded");
    }

    private static AudioBackend backend(String name, boolean able) {
        return new AudioBackend() {

            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean canPlay() {
                return able;
            }

            @Override
            public AudioPlayer open(long guildId, PlayerListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
