package dev.backline.sandbox.voice;

import java.time.Duration;
import java.util.List;

/**
 * How a voice server behaves.
 *
 * @param heartbeatInterval how often clients must send a heartbeat; one that sends none for twice that time is closed
 * @param recorded how much of the latest sound is kept for each client, 1 s or more
 * @param resumeWindow how long a client may resume after its websocket broke
 * @param resumeBuffer how many messages are kept for a client that has not acknowledged them, 1 or more
 * @param modes the encryption modes that are offered, at least one
 * @param udpPorts UDP ports over which the clients are spread, 1 or more; each has a receive buffer of its own, so that
 *     more ports stand longer pauses of the receiving thread
 */
public record VoiceSettings(
        Duration heartbeatInterval,
        Duration recorded,
        Duration resumeWindow,
        int resumeBuffer,
        List<EncryptionMode> modes,
        int udpPorts) {

    /** Like Discord: a heartbeat every 13.75 s and both modes; five seconds of sound. */
    public static final VoiceSettings DEFAULT = new VoiceSettings(
            Duration.ofMillis(13_750),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            256,
            List.of(EncryptionMode.values()),
            8);

    public VoiceSettings {
        modes = List.copyOf(modes);
        require(heartbeatInterval.toMillis() > 0, "heartbeatInterval must be 1 ms or more");
        require(recorded.toSeconds() > 0, "recorded must be 1 s or more");
        require(!resumeWindow.isNegative(), "resumeWindow must not be negative");
        require(resumeBuffer > 0, "resumeBuffer must be 1 or more");
        require(!modes.isEmpty(), "modes must name at least one");
        require(udpPorts > 0, "udpPorts must be 1 or more");
    }

    /** The same with another heartbeat. */
    public VoiceSettings withHeartbeatInterval(Duration interval) {
        return new VoiceSettings(interval, recorded, resumeWindow, resumeBuffer, modes, udpPorts);
    }

    /** The same with another time to resume in. */
    public VoiceSettings withResumeWindow(Duration window) {
        return new VoiceSettings(heartbeatInterval, recorded, window, resumeBuffer, modes, udpPorts);
    }

    /** The same with that many messages kept. */
    public VoiceSettings withResumeBuffer(int messages) {
        return new VoiceSettings(heartbeatInterval, recorded, resumeWindow, messages, modes, udpPorts);
    }

    /** The same with these modes only. */
    public VoiceSettings withModes(EncryptionMode... offered) {
        return new VoiceSettings(heartbeatInterval, recorded, resumeWindow, resumeBuffer, List.of(offered), udpPorts);
    }

    private static void require(boolean fulfilled, String rule) {
        if (!fulfilled) {
            throw new IllegalArgumentException(rule);
        }
    }
}
