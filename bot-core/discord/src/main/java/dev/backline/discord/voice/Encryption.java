package dev.backline.discord.voice;

import java.util.Optional;
import net.dv8tion.jda.api.audio.dave.DaveSessionFactory;

/**
 * Whether this process can encrypt voice end to end (DAVE), as Discord demands since March 2026.
 *
 * @see <a href="https://daveprotocol.com">The protocol</a>
 */
public sealed interface Encryption {

    /** Sends sound in clear, to servers that stand in for Discord. */
    DaveSessionFactory CLEAR = (callbacks, userId, channelId) -> new PassThrough();

    /** A sentence for the operator. */
    String explanation();

    /** Why a voice connection of this process would be refused by Discord, for listeners to read. */
    Optional<String> refusal();

    DaveSessionFactory sessions();

    /**
     * It can.
     *
     * @param version of the protocol that is announced
     */
    record Available(int version, DaveSessionFactory sessions) implements Encryption {

        @Override
        public String explanation() {
            return "Voice is encrypted end to end (DAVE): announces version " + version;
        }

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }
    }

    /** It cannot. */
    record Unavailable(String explanation) implements Encryption {

        @Override
        public Optional<String> refusal() {
            return Optional.of("I cannot send sound from here: Discord wants it encrypted end to end (DAVE), and that"
                    + " does not work on this machine. Whoever runs me finds the reason in `bot:status`.");
        }

        @Override
        public DaveSessionFactory sessions() {
            return CLEAR;
        }
    }
}
