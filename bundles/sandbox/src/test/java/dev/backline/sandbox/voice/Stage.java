package dev.backline.sandbox.voice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A voice server and its clients, which are closed together. */
final class Stage implements AutoCloseable {
    static final long GUILD = 41_771_983_423_143_937L;
    static final long BOT = 104_694_319_306_248_192L;
    static final long OTHER_BOT = 7;
    static final String SESSION = "my_session_id";

    private final VoiceServer server;
    private final List<VoiceClient> clients = new ArrayList<>();

    Stage(VoiceSettings settings) {
        try {
            server = VoiceServer.open(settings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    VoiceServer server() {
        return server;
    }

    /** A client that has done nothing but connect. */
    VoiceClient connect() throws IOException {
        return connect("?v=8");
    }

    VoiceClient connect(String query) throws IOException {
        VoiceClient client = VoiceClient.connect(server, query);
        clients.add(client);
        return client;
    }

    /** A client of the bot that has identified and got the ready message. */
    VoiceClient identified() throws IOException, InterruptedException {
        VoiceClient client = connect();
        client.receive(Opcode.HELLO);
        client.identify(GUILD, BOT, SESSION, server.expect(GUILD, BOT, SESSION));
        client.ready();
        return client;
    }

    /** A client of the bot that can send audio. */
    VoiceClient joined(EncryptionMode mode) throws IOException, InterruptedException {
        return joined(BOT, server.expect(GUILD, BOT, SESSION), mode);
    }

    VoiceClient joined(long userId, String token, EncryptionMode mode) throws IOException, InterruptedException {
        VoiceClient client = connect();
        client.join(GUILD, userId, SESSION, token, mode);
        return client;
    }

    /** A client of another bot, in the same guild and in the presence of the first. */
    VoiceClient otherJoined() throws IOException, InterruptedException {
        VoiceClient client = connect();
        client.receive(Opcode.HELLO);
        client.identify(GUILD, OTHER_BOT, SESSION, server.expect(GUILD, OTHER_BOT, SESSION));
        client.ready();
        client.selectProtocol(EncryptionMode.AES256_GCM.wireName());
        client.description();
        client.receive(Opcode.CLIENTS_CONNECT);
        client.speak();
        return client;
    }

    VoiceClient resumed(String token, int acknowledged) throws IOException, InterruptedException {
        VoiceClient client = connect();
        client.receive(Opcode.HELLO);
        client.resume(GUILD, SESSION, token, acknowledged);
        return client;
    }

    Heard heard() {
        return server.heard(GUILD).orElseThrow();
    }

    @Override
    public void close() {
        clients.forEach(VoiceClient::close);
        server.close();
    }
}
