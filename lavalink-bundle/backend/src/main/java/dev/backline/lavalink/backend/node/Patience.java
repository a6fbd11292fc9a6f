package dev.backline.lavalink.backend.node;

import java.time.Duration;

/**
 * How long a node is waited for.
 *
 * @param ping between two pings
 * @param silence without any sign of life, after which a node hangs; more than a ping
 * @param request for the answer to a request
 * @param voice for a node to be connected to a voice server
 * @param resume for a broken connection to come back before its players are moved
 * @param session for which a node keeps a session whose connection broke
 * @param settle for which a node has to work after a failure before it is preferred again; twice as long after each
 *     further one
 */
public record Patience(
        Duration ping,
        Duration silence,
        Duration request,
        Duration voice,
        Duration resume,
        Duration session,
        Duration settle) {

    public Patience {
        if (silence.compareTo(ping) <= 0) {
            throw new IllegalArgumentException("A node cannot be expected to be heard of within " + silence.toMillis()
                    + " ms when it is pinged every " + ping.toMillis() + " ms");
        }
    }
}
