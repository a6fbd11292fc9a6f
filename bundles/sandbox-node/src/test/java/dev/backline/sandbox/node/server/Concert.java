package dev.backline.sandbox.node.server;

import static org.awaitility.Awaitility.await;

import dev.arbjerg.lavalink.protocol.v4.Player;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import dev.backline.sandbox.voice.Heard;
import dev.backline.sandbox.voice.VoiceServer;
import dev.backline.sandbox.voice.VoiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The sandbox's voice server with nodes that play to it, and their clients; all are closed together. */
final class Concert implements AutoCloseable {

    static final long GUILD = 41_771_983_423_143_937L;
    static final long CHANNEL = 127_121_515_262_115_840L;

    private final VoiceServer voice;
    private final LoopbackNodes nodes;
    private final List<NodeClient> clients = new ArrayList<>();

    Concert(VoiceSettings settings) {
        try {
            voice = VoiceServer.open(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        nodes = new LoopbackNodes(voice.clientTls());
    }

    Concert() {
        this(VoiceSettings.DEFAULT);
    }

    VoiceServer voice() {
        return voice;
    }

    LoopbackNodes nodes() {
        return nodes;
    }

    SandboxNode node(NodeSettings settings) {
        return nodes.add(settings);
    }

    NodeClient client(SandboxNode node) {
        NodeClient client = NodeClient.connected(node);
        clients.add(client);
        return client;
    }

    /** A client that has not connected. */
    NodeClient stranger(SandboxNode node) {
        NodeClient client = new NodeClient(node);
        clients.add(client);
        return client;
    }

    /** What a client must send so that the node joins the guild's voice channel. */
    String voiceState(long guildId) {
        String session = "session-" + guildId;
        return voiceState(voice.endpoint().toString(), voice.expect(guildId, NodeClient.USER, session), session);
    }

    static String voiceState(String endpoint, String token, String session) {
        return """
                {"endpoint": "%s", "token": "%s", "sessionId": "%s", "channelId": "%d"}""".formatted(endpoint, token, session, CHANNEL);
    }

    Player joinAndPlay(NodeClient client, long guildId, String identifier) {
        return client.change(guildId, """
                {"voice": %s, "track": {"identifier": "%s"}}""".formatted(voiceState(guildId), identifier));
    }

    Heard heard(long guildId) {
        return voice.heard(guildId).orElseThrow();
    }

    void awaitPackets(long guildId, long count) {
        await().atMost(NodeClient.PATIENCE).until(() -> voice.heard(guildId)
                .filter(heard -> heard.packets() >= count)
                .isPresent());
    }

    @Override
    public void close() {
        clients.forEach(NodeClient::close);
        nodes.close();
        voice.close();
    }
}
