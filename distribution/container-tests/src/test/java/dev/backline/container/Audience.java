package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.backline.api.audio.Track;
import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.Sandbox;
import dev.backline.sandbox.SandboxGuild;
import dev.backline.sandbox.SeenMessage;
import dev.backline.sandbox.voice.Heard;
import dev.backline.sandbox.voice.Tone;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Guilds that listen at the same time: what they ask for, what they hear, and where it plays. */
final class Audience {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MEMBER = "alice";
    private static final String NOWHERE = "nowhere";

    private final Sandbox sandbox;
    private final Sessions sessions;
    private final List<String> guilds;

    /** Makes the guilds that are not there yet. */
    Audience(Sandbox sandbox, Sessions sessions, int size) {
        this.sandbox = sandbox;
        this.sessions = sessions;
        guilds = IntStream.rangeClosed(1, size).mapToObj(i -> "guild-" + i).toList();
        List<String> known = sandbox.guilds().stream().map(SandboxGuild::name).toList();
        guilds.stream().filter(name -> !known.contains(name)).forEach(sandbox::createGuild);
    }

    /** Their names. */
    List<String> guilds() {
        return guilds;
    }

    /** All type a command at the same moment; returns when all are answered. */
    void say(String line) throws Exception {
        List<CompletableFuture<Exchange>> said = guilds.stream()
                .map(guild -> sandbox.say(guild, MEMBER, line).toCompletableFuture())
                .toList();
        for (CompletableFuture<Exchange> exchange : said) {
            assertThat(exchange.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).answer())
                    .as(line)
                    .isPresent();
        }
    }

    /** One of them types a command; returns the answer. */
    String says(String guild, String line) throws Exception {
        return sandbox.say(guild, MEMBER, line)
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .answer()
                .map(SeenMessage::toString)
                .orElse("no answer");
    }

    /** Calls the bot again where it is not: Discord lets it join so many channels a minute, and it gave up waiting. */
    void callBack() throws Exception {
        for (String guild : guilds) {
            if (place(guild).equals(NOWHERE)) {
                says(guild, "/join");
            }
        }
    }

    /** Waits until all of them hear a tone, and have for two seconds without a pause. */
    void awaitHearing(double hertz) {
        for (String guild : guilds) {
            await(guild).atMost(PATIENCE).untilAsserted(() -> {
                Heard heard = sandbox.heard(guild).orElseThrow(() -> new AssertionError("The bot is not there"));
                assertThat(heard.packetsPerSecond()).isGreaterThan(45);
                assertThat(heard.tone().map(Tone::hertz).orElse(0.0)).isCloseTo(hertz, within(2.0));
            });
        }
    }

    /** Waits until all of them are played for at one place, as {@code /nowplaying} says it. */
    void awaitPlace(String place) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(places()).containsOnly(place));
    }

    /** Where each of them is played for. */
    List<String> places() {
        return guilds.stream().map(this::place).toList();
    }

    String place(String guild) {
        return sessions.of(id(guild)).flatMap(Session::backend).orElse(NOWHERE);
    }

    /** What each of them hears next, by titles. */
    List<List<String>> queues() {
        return guilds.stream()
                .map(guild -> session(guild).queue().stream().map(Track::title).toList())
                .toList();
    }

    /** The id of one of them. */
    long id(String guild) {
        return sandbox.guilds().stream()
                .filter(known -> known.name().equals(guild))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Session session(String guild) {
        return sessions.of(id(guild)).orElseThrow();
    }
}
