package dev.backline.sandbox.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class VoiceServerTest {
    private static final EncryptionMode MODE = EncryptionMode.AES256_GCM;

    @Test
    void listensOnLoopbackOnly() {
        try (Stage stage = new Stage(VoiceSettings.DEFAULT)) {
            assertThat(stage.server().endpoint()).hasScheme("wss").hasHost("127.0.0.1");
        }
    }

    @Test
    void isNotTrustedByClientsInGeneral() throws Exception {
        try (Stage stage = new Stage(VoiceSettings.DEFAULT);
                HttpClient trustful = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(https(stage.server())).build();

            assertThatThrownBy(() -> trustful.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void isNotTrustedByTheClientsOfAnother() throws Exception {
        try (Stage stage = new Stage(VoiceSettings.DEFAULT);
                Stage other = new Stage(VoiceSettings.DEFAULT);
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(other.server().clientTls())
                        .build()) {
            HttpRequest request = HttpRequest.newBuilder(https(stage.server())).build();

            assertThatThrownBy(() -> client.send(request, BodyHandlers.discarding()))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void isTrustedByTheNameLocalhostToo() throws Exception {
        try (Stage stage = new Stage(VoiceSettings.DEFAULT);
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(stage.server().clientTls())
                        .build()) {
            URI byName =
                    URI.create("https://localhost:" + stage.server().endpoint().getPort() + "/");

            assertThat(client.send(HttpRequest.newBuilder(byName).build(), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void hasHeardNothingBeforeAnybodyCame() {
        try (Stage stage = new Stage(VoiceSettings.DEFAULT)) {
            stage.server().expect(Stage.GUILD, Stage.BOT, Stage.SESSION);

            assertThat(stage.server().heard(Stage.GUILD)).isEmpty();
            assertThat(stage.server().heard(1)).isEmpty();
        }
    }

    @Test
    void closesItsClientsWhenItIsClosed() throws Exception {
        Stage stage = new Stage(VoiceSettings.DEFAULT);
        VoiceClient client = stage.joined(MODE);
        stage.server().close();

        await().until(client::isClosed);
        stage.close();
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        Set<Thread> before = serverThreads();
        Stage stage = new Stage(VoiceSettings.DEFAULT);
        stage.joined(MODE);
        assertThat(serverThreads()).anyMatch(thread -> !before.contains(thread));
        stage.close();

        await().untilAsserted(() -> assertThat(serverThreads()).isSubsetOf(before));
    }

    @Test
    void mayBeClosedTwice() {
        Stage stage = new Stage(VoiceSettings.DEFAULT);
        stage.server().close();
        stage.close();
    }

    private static Set<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sandbox-voice"))
                .collect(Collectors.toSet());
    }

    private static URI https(VoiceServer server) {
        return URI.create("https" + server.endpoint().toString().substring("wss".length()));
    }
}
