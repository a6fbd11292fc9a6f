package dev.backline.sandbox.voice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.aead.internal.InsecureNonceXChaCha20Poly1305;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A voice client whose every step is taken by hand. */
final class VoiceClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SAMPLES_PER_FRAME = 960;

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final HttpClient http;
    private final WebSocket socket;
    private final DatagramChannel udp;

    private byte[] key = new byte[0];
    private int ssrc;
    private @Nullable InetSocketAddress server;
    private int nonce;

    private VoiceClient(VoiceServer server, String query) throws IOException {
        udp = DatagramChannel.open();
        http = HttpClient.newBuilder().sslContext(server.clientTls()).build();
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(server.endpoint() + "/" + query), new Listener())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    static VoiceClient connect(VoiceServer server) throws IOException {
        return connect(server, "?v=8");
    }

    static VoiceClient connect(VoiceServer server, String query) throws IOException {
        return new VoiceClient(server, query);
    }

    /** The next message, which must have that opcode. */
    JsonNode receive(int opcode) throws InterruptedException {
        JsonNode message = messages.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(message).as("message with opcode " + opcode).isNotNull();
        assertThat(message.path("op").intValue()).as(message.toString()).isEqualTo(opcode);
        return message;
    }

    void send(int opcode, JsonNode data) {
        ObjectNode message = JSON.createObjectNode().put("op", opcode);
        message.set("d", data);
        send(message.toString());
    }

    void send(int opcode, String data) throws JsonProcessingException {
        send(opcode, JSON.readTree(data));
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    void sendBinary(int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        Arrays.stream(bytes).forEach(part -> buffer.put((byte) part));
        socket.sendBinary(buffer.flip(), true).join();
    }

    void identify(long guildId, long userId, String sessionId, String token) throws JsonProcessingException {
        send(Opcode.IDENTIFY, """
                {"server_id": "%d", "user_id": "%d", "session_id": "%s", "token": "%s", "max_dave_protocol_version": 1}
                """.formatted(guildId, userId, sessionId, token));
    }

    void resume(long guildId, String sessionId, String token, int acknowledged) throws JsonProcessingException {
        send(Opcode.RESUME, """
                {"server_id": "%d", "session_id": "%s", "token": "%s", "seq_ack": %d}
                """.formatted(guildId, sessionId, token, acknowledged));
    }

    /** Takes the ready message. */
    JsonNode ready() throws InterruptedException, IOException {
        JsonNode data = receive(Opcode.READY).path("d");
        ssrc = data.path("ssrc").intValue();
        server = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), data.path("port").intValue());
        udp.connect(server);
        return data;
    }

    /** Asks for its own address and returns the answer. */
    byte[] discover() throws IOException {
        sendDatagram(ByteBuffer.allocate(74)
                .putShort(0, (short) 1)
                .putShort(2, (short) 70)
                .putInt(4, ssrc)
                .array());
        return receiveDatagram();
    }

    void selectProtocol(String mode) throws JsonProcessingException {
        send(Opcode.SELECT_PROTOCOL, """
                {"protocol": "udp", "data": {"address": "127.0.0.1", "port": %d, "mode": "%s"}}
                """.formatted(udp.socket().getLocalPort(), mode));
    }

    /** Takes the session description, with the key in it. */
    JsonNode description() throws InterruptedException {
        JsonNode data = receive(Opcode.SESSION_DESCRIPTION).path("d");
        JsonNode numbers = data.path("secret_key");
        key = new byte[numbers.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) numbers.path(i).intValue();
        }
        return data;
    }

    void speak() throws JsonProcessingException {
        send(Opcode.SPEAKING, "{\"speaking\": 1, \"delay\": 0, \"ssrc\": %d}".formatted(ssrc));
    }

    /** Does everything until audio can be sent. */
    void join(long guildId, long userId, String sessionId, String token, EncryptionMode mode)
            throws InterruptedException, IOException {
        receive(Opcode.HELLO);
        identify(guildId, userId, sessionId, token);
        ready();
        discover();
        selectProtocol(mode.wireName());
        description();
        speak();
        heartbeat(1, -1);
    }

    /** Sends a heartbeat and waits for its answer, before which all earlier messages were taken. */
    void heartbeat(long time, int acknowledged) throws InterruptedException, JsonProcessingException {
        send(Opcode.HEARTBEAT, "{\"t\": %d, \"seq_ack\": %d}".formatted(time, acknowledged));
        assertThat(receive(Opcode.HEARTBEAT_ACK).path("d").path("t").longValue())
                .isEqualTo(time);
    }

    /** Seals a voice packet with a plain header. */
    byte[] packet(EncryptionMode mode, int sequence, byte[] opus) throws GeneralSecurityException {
        byte[] header = ByteBuffer.allocate(12)
                .put((byte) 0x80)
                .put((byte) 0x78)
                .putShort((short) sequence)
                .putInt(sequence * SAMPLES_PER_FRAME)
                .putInt(ssrc)
                .array();
        return seal(mode, header, opus);
    }

    byte[] seal(EncryptionMode mode, byte[] header, byte[] plain) throws GeneralSecurityException {
        nonce++;
        byte[] sealed =
                switch (mode) {
                    case AES256_GCM -> {
                        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                        cipher.init(
                                Cipher.ENCRYPT_MODE,
                                new SecretKeySpec(key, "AES"),
                                new GCMParameterSpec(128, paddedNonce(12)));
                        cipher.updateAAD(header);
                        yield cipher.doFinal(plain);
                    }
                    case XCHACHA20_POLY1305 ->
                        new InsecureNonceXChaCha20Poly1305(key).encrypt(paddedNonce(24), plain, header);
                };
        return ByteBuffer.allocate(header.length + sealed.length + 4)
                .put(header)
                .put(sealed)
                .putInt(nonce)
                .array();
    }

    private byte[] paddedNonce(int length) {
        return ByteBuffer.allocate(length).putInt(nonce).array();
    }

    int ssrc() {
        return ssrc;
    }

    void sendDatagram(byte[] datagram) throws IOException {
        udp.write(ByteBuffer.wrap(datagram));
    }

    byte[] receiveDatagram() throws IOException {
        udp.configureBlocking(true);
        udp.socket().setSoTimeout((int) PATIENCE.toMillis());
        byte[] received = new byte[2048];
        DatagramPacket packet = new DatagramPacket(received, received.length);
        udp.socket().receive(packet);
        return Arrays.copyOf(received, packet.getLength());
    }

    int localPort() {
        return udp.socket().getLocalPort();
    }

    /** The code with which the server closed the websocket; 1006 when it did not say. */
    int closeCode() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** Leaves, as a client does that needs the session no more. */
    void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        try {
            udp.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    messages.add(JSON.readTree(text.toString()));
                } catch (JsonProcessingException malformed) {
                    throw new UncheckedIOException(malformed);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.complete(1006);
        }
    }
}
