package dev.backline.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.sandbox.SandboxGuild;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedDiscordTest {

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aGuildThatIsNamedTwiceIsSaidAndNothingStaysOpen() throws Exception {
        int port = freePort();

        assertThatThrownBy(() -> EmbeddedDiscord.open(port, "sandbox", List.of("demo", "demo")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot make the guilds [demo, demo]: There is a guild demo already");

        try (EmbeddedDiscord discord = EmbeddedDiscord.open(port, "sandbox", List.of("demo"))) {
            assertThat(discord.guilds()).extracting(SandboxGuild::name).containsExactly("demo");
        }
    }
}
