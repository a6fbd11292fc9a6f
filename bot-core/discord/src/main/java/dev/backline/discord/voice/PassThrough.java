package dev.backline.discord.voice;

import java.nio.ByteBuffer;
import net.dv8tion.jda.api.audio.dave.DaveSession;

/**
 * Voice without end-to-end encryption, announced as version 0, for servers that stand in for Discord. JDA's own one
 * warns of a deadline that does not concern them.
 */
final class PassThrough implements DaveSession {

    @Override
    public int getMaxProtocolVersion() {
        return 0;
    }

    @Override
    public int getMaxEncryptedFrameSize(MediaType type, int frameSize) {
        return frameSize;
    }

    @Override
    public int getMaxDecryptedFrameSize(MediaType type, long userId, int frameSize) {
        return frameSize;
    }

    @Override
    public void assignSsrcToCodec(Codec codec, int ssrc) {}

    @Override
    public boolean encrypt(MediaType mediaType, int ssrc, ByteBuffer data, ByteBuffer encrypted) {
        encrypted.put(data).flip();
        return true;
    }

    @Override
    public boolean decrypt(MediaType mediaType, long userId, ByteBuffer encrypted, ByteBuffer decrypted) {
        decrypted.put(encrypted).flip();
        return true;
    }

    @Override
    public void addUser(long userId) {}

    @Override
    public void removeUser(long userId) {}

    @Override
    public void initialize() {}

    @Override
    public void destroy() {}

    @Override
    public void onSelectProtocolAck(int protocolVersion) {}

    @Override
    public void onDaveProtocolPrepareTransition(int transitionId, int protocolVersion) {}

    @Override
    public void onDaveProtocolExecuteTransition(int transitionId) {}

    @Override
    public void onDaveProtocolPrepareEpoch(long epoch, int protocolVersion) {}

    @Override
    public void onDaveProtocolMLSExternalSenderPackage(ByteBuffer externalSenderPackage) {}

    @Override
    public void onMLSProposals(ByteBuffer proposals) {}

    @Override
    public void onMLSPrepareCommitTransition(int transitionId, ByteBuffer commit) {}

    @Override
    public void onMLSWelcome(int transitionId, ByteBuffer welcome) {}
}
