package dev.backline.sandbox.node.server;

import static dev.backline.sandbox.node.server.Concert.GUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.backline.sandbox.node.Fault;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of nodes that are gone: nothing. */
@Timeout(60)
class ClosingTest {

    @AutoClose
    private final Concert concert = new Concert();

    private Set<Thread> threadsBefore = Set.copyOf(Thread.getAllStackTraces().keySet());

    private Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> name.startsWith("sandbox-node") || name.startsWith("lava-"))
                .collect(Collectors.toSet());
    }

    @Test
    void everyThreadEndsWithTheNodes() {
        SandboxNode node = concert.node(NodeSettings.named("a"));
        SandboxNode hanging = concert.node(NodeSettings.named("b"));
        NodeClient client = concert.client(node);
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=60");
        concert.joinAndPlay(concert.client(hanging), GUILD + 1, "tone:440?seconds=60");
        concert.awaitPackets(GUILD, 10);
        concert.awaitPackets(GUILD + 1, 10);
        hanging.suffer(new Fault.Hang());
        assertThat(threads()).isNotEmpty();

        concert.nodes().close();

        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(concert.nodes().nodes()).isEmpty();
    }

    @Test
    void aRemovedNodeIsForgottenAndItsNameIsFree() {
        SandboxNode node = concert.node(NodeSettings.named("a"));
        assertThatThrownBy(() -> concert.node(NodeSettings.named("a"))).isInstanceOf(IllegalArgumentException.class);
        concert.nodes().remove("a");

        assertThat(concert.nodes().nodes()).isEmpty();
        assertThatThrownBy(() -> concert.nodes().node("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("“a”");
        assertThat(concert.node(NodeSettings.named("a").withPort(node.uri().getPort()))
                        .uri())
                .isEqualTo(node.uri());
    }
}
