package dev.backline.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.backline.sandbox.Load.Report;
import dev.backline.sandbox.Load.Settings;
import dev.backline.sandbox.load.LoadGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {

    private static final List<String> ASKED = List.of("nowplaying", "queue", "history", "help", "about");

    private static PingBot bot(Consumer<SlashCommandInteractionEvent> reaction) throws Exception {
        return hearing(new PingBot(), reaction);
    }

    private static PingBot hearing(PingBot bot, Consumer<SlashCommandInteractionEvent> reaction) {
        ASKED.forEach(command -> bot.on(command, reaction));
        return bot;
    }

    /** One that is asked for music, and knows what ends it. */
    private static PingBot musician(Consumer<SlashCommandInteractionEvent> play, List<String> ended) throws Exception {
        PingBot bot = new PingBot();
        bot.on("play", play);
        for (String end : List.of("stop", "leave")) {
            bot.on(end, event -> {
                ended.add(end);
                event.reply("done").queue();
            });
        }
        bot.declare(
                Commands.slash("play", "A test").addOption(OptionType.STRING, "query", "A test"),
                Commands.slash("stop", "A test"),
                Commands.slash("leave", "A test"),
                Commands.slash("ping", "A test"));
        return bot;
    }

    private static Settings musicFor(Duration duration) {
        return new Settings(1, 0, 1, duration, 1, Optional.empty());
    }

    /** Returns when the bot has reacted to all that was said before. */
    private static void ping(PingBot bot) {
        assertThat(bot.discord().say("load-0", "alice", "/ping").toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(30));
    }

    private static Settings hundredASecond(Duration duration, Optional<Path> record) {
        return new Settings(5, 100, 0, duration, 1, record);
    }

    private static Report settled(LoadGenerator load) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> load.report().orElseThrow(), report -> !report.running() && report.inFlight() == 0);
    }

    @Test
    void everyCommandIsSentOnceAndCountedOnce(@TempDir Path folder) throws Exception {
        Path record = folder.resolve("record.csv");
        try (PingBot bot = bot(event -> event.reply("here").queue());
                LoadGenerator load = new LoadGenerator(bot.discord())) {
            load.start(hundredASecond(Duration.ofSeconds(2), Optional.of(record)));

            Report report = settled(load);

            assertThat(report.sent()).isEqualTo(200);
            assertThat(report.acknowledged()).isEqualTo(200);
            assertThat(report.answered()).isEqualTo(200);
            assertThat(report.unanswered()).isZero();
            assertThat(report.rejected()).isZero();
            assertThat(report.answer().p50())
                    .isPositive()
                    .isLessThanOrEqualTo(report.answer().max());
            // A command is counted before it is written down.
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(Files.readAllLines(record))
                    .hasSize(201)
                    .last()
                    .asString()
                    .endsWith(",answered"));
        }
    }

    @Test
    void aBotThatSaysNothingLeavesEveryCommandUnanswered() throws Exception {
        try (PingBot bot = hearing(new PingBot(Duration.ofSeconds(3)), event -> {});
                LoadGenerator load = new LoadGenerator(bot.discord())) {
            load.start(hundredASecond(Duration.ofMillis(500), Optional.empty()));

            Report report = settled(load);

            assertThat(report.sent()).isEqualTo(50);
            assertThat(report.unanswered()).isEqualTo(50);
            assertThat(report.acknowledged()).isZero();
        }
    }

    @Test
    void aBotThatAnswersNobodyYetGetsAsManyCommandsAllTheSame() throws Exception {
        try (PingBot bot = bot(event -> event.deferReply().queue());
                LoadGenerator load = new LoadGenerator(bot.discord())) {
            load.start(hundredASecond(Duration.ofSeconds(1), Optional.empty()));

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> load.report().orElseThrow().acknowledged() == 0
                            && !load.report().orElseThrow().running());

            assertThat(load.report().orElseThrow().sent()).isEqualTo(100);
            assertThat(load.report().orElseThrow().inFlight()).isEqualTo(100);
        }
    }

    @Test
    void twoRunsAtATimeAreRefused() throws Exception {
        try (PingBot bot = bot(event -> event.reply("here").queue());
                LoadGenerator load = new LoadGenerator(bot.discord())) {
            load.start(hundredASecond(Duration.ZERO, Optional.empty()));

            assertThatThrownBy(() -> load.start(hundredASecond(Duration.ZERO, Optional.empty())))
                    .hasMessageContaining("sandbox:load stop");

            load.stop();
            assertThat(load.report().orElseThrow().running()).isFalse();
        }
    }

    @Test
    void theMusicOfARunThatIsOverIsEndedOnce() throws Exception {
        List<String> ended = new CopyOnWriteArrayList<>();
        try (PingBot bot = musician(event -> event.reply("Now playing").queue(), ended);
                LoadGenerator load = new LoadGenerator(bot.discord())) {
            load.start(musicFor(Duration.ofMillis(500)));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !load.report().orElseThrow().running());
            ping(bot);
            assertThat(ended).isEmpty();

            load.stop();
            load.stop();

            ping(bot);
            assertThat(ended).containsExactly("stop", "leave");
        }
    }

    @Test
    @Timeout(60)
    void aStartThatWaitsForTheMusicKeepsNobodyFromEndingIt() throws Exception {
        BlockingQueue<InteractionHook> asked = new LinkedBlockingQueue<>();
        List<String> ended = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newSingleThreadExecutor();
                PingBot bot = musician(event -> event.deferReply().queue(asked::add), ended);
                LoadGenerator load = new LoadGenerator(bot.discord())) {
            Future<Boolean> start = threads.submit(() -> {
                load.start(musicFor(Duration.ZERO));
                return true;
            });
            InteractionHook answer = asked.take();

            assertThat(load.report()).isEmpty();
            assertThatThrownBy(() -> load.start(musicFor(Duration.ZERO))).hasMessageContaining("sandbox:load stop");
            load.stop();

            assertThat(start)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("The load was stopped before it began");
            ping(bot);
            assertThat(ended).as("before there is music").isEmpty();
            answer.editOriginal("Now playing").queue();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(ended).containsExactly("stop", "leave"));
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new Settings(0, 1, 0, Duration.ZERO, 1, Optional.empty()))
                .hasMessage("guilds must be from 1 to 100000, not 0");
        assertThatThrownBy(() -> new Settings(5, -1, 0, Duration.ZERO, 1, Optional.empty()))
                .hasMessageContaining("rate");
        assertThatThrownBy(() -> new Settings(5, 1, 6, Duration.ZERO, 1, Optional.empty()))
                .hasMessage("music can play in 0 to 5 of the guilds, not in 6");
    }
}
