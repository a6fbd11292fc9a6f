package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.TrackQuery;
import dev.backline.api.audio.TrackSource;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.CommandOutcome;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Metrics;
import dev.backline.sandbox.SandboxGuild;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** What is measured while members use the bot, and what becomes of it when bundles come and go. */
public class MetricsIT extends DevelopmentSet {

    private static final List<String> COLLECTORS =
            List.of("commands", "discord", "jvm", "platform", "playback", "queue", "voice");

    private static final Pattern SAMPLE = Pattern.compile("(backline_[a-z0-9_]+)(?:\\{(.*)})? ([-+0-9.eEInfa]+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    @Inject
    private Metrics metrics;

    @Before
    public void join() throws Exception {
        assertThat(alice().says("/join")).contains("I am in");
    }

    private String scrape() throws Exception {
        return shell("metrics:scrape");
    }

    private void scrapes(String... lines) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(scrape()).contains(lines));
    }

    private void scrapesNo(String line) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(scrape()).doesNotContain(line));
    }

    @Test
    public void aCommandIsCountedWithItsOutcome() throws Exception {
        alice().says("/play tone 440");
        alice().says("/skip");
        alice().says("/skip");

        scrapes(
                "backline_command_duration_seconds_bucket{command=\"play\",outcome=\"success\",le=\"3.0\",}",
                "backline_command_duration_seconds_count{command=\"play\",outcome=\"failure\",} 0.0",
                "backline_command_acknowledge_seconds_count{command=\"play\",} ",
                "backline_commands_in_flight 0.0",
                "backline_lookup_duration_seconds_count{source=\"tone\",outcome=\"found\",} ",
                "backline_playback_start_seconds_count{source=\"tone\",} ",
                "backline_rest_requests_total{route=\"POST interactions/{interaction_id}/{interaction_token}/callback\","
                        + "status=\"success\",} ",
                "backline_gateway_connected{shard=\"0\",} 1.0",
                "backline_gateway_events_total{event=\"interaction\",} ",
                "backline_feature_on{feature=\"metrics-commands\",} 1.0");
    }

    @Test
    public void aSourceThatHasNothingIsFollowedByTheNext() throws Exception {
        TrackSource nothing = new TrackSource() {
            @Override
            public SourceKey key() {
                return new SourceKey("nothing");
            }

            @Override
            public boolean accepts(TrackQuery query) {
                return true;
            }

            @Override
            public CompletionStage<Lookup> lookup(TrackQuery query) {
                return CompletableFuture.completedFuture(new Lookup.NotFound());
            }
        };
        ServiceRegistration<TrackSource> source = context.registerService(
                TrackSource.class, nothing, FrameworkUtil.asDictionary(Map.of("service.ranking", 1_000)));
        try {
            alice().says("/play there is no such tune");

            scrapes("backline_lookup_fallbacks_total{from=\"nothing\",to=\"library\",} 1.0");
        } finally {
            source.unregister();
        }
    }

    @Test
    public void voicePacketsAreCounted() throws Exception {
        alice().says("/play tone 440");
        alice().hears(440);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(value("backline_voice_packets_sent_total")).isGreaterThan(50);
            assertThat(value("backline_playback_frames_total")).isGreaterThan(50);
            assertThat(value("backline_players")).isEqualTo(1);
            assertThat(value("backline_voice_channels")).isEqualTo(1);
        });
    }

    private double value(String name) throws Exception {
        return scrape().lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + name));
    }

    @Test
    public void whatACollectorMeasuresIsThereAsLongAsItIs() throws Exception {
        for (String collector : COLLECTORS) {
            Bundle bundle = bundle("dev.backline.metrics." + collector);
            List<String> mine = new ArrayList<>();
            for (String line : shell("metrics:catalog --json").split("},\\{", -1)) {
                if (line.contains("\"collector\":\"metrics-" + collector + "\"")) {
                    mine.add(line.replaceAll("(?s).*\"name\":\"(backline_\\w+)\".*", "$1"));
                }
            }
            assertThat(mine).as(collector).isNotEmpty();

            bundle.stop(Bundle.STOP_TRANSIENT);
            assertThat(shell("metrics:list")).as(collector).doesNotContain(mine);
            scrapesNo("# HELP " + mine.getFirst() + " ");

            bundle.start();
            assertThat(shell("metrics:list")).as(collector).contains(mine);
        }
        alice().says("/about");
        scrapes("backline_command_duration_seconds_count{command=\"about\",outcome=\"success\",} 1.0");
    }

    @Test
    public void withoutTheRegistryCollectorsRestAndComeBackWithIt() throws Exception {
        Bundle registry = bundle("dev.backline.metrics.registry");

        registry.stop(Bundle.STOP_TRANSIENT);
        assertThat(alice().says("/help")).isNotEqualTo("no answer");
        registry.start();

        alice().says("/about");
        scrapes("backline_command_duration_seconds_count{command=\"about\",outcome=\"success\",} 1.0");
    }

    @Test
    public void aCollectorThatThrowsHarmsNobody() throws Exception {
        final class Broken extends Catalog implements CommandObserver {

            Broken() {
                super("broken");
                gauge("backline_broken_gauge", "Throws", () -> {
                    throw new IllegalStateException("broken on purpose");
                });
                gauge("backline_broken_not", "Does not throw", () -> 1);
            }

            @Override
            public void commandFinished(CommandSpec command, CommandOutcome outcome, long nanos) {
                throw new IllegalStateException("broken on purpose");
            }
        }
        Broken broken = new Broken();
        ServiceRegistration<CommandObserver> observer = context.registerService(CommandObserver.class, broken, null);
        try (Metrics.Added added = metrics.add(broken)) {
            assertThat(added).isNotNull();
            alice().says("/history");

            scrapes(
                    "backline_broken_not 1.0",
                    "backline_command_duration_seconds_count{command=\"history\",outcome=\"success\",} ");
            assertThat(scrape()).doesNotContain("backline_broken_gauge");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(value("backline_metrics_read_failures_total"))
                            .isPositive());
        } finally {
            observer.unregister();
        }
        scrapesNo("backline_broken_not");
    }

    @Test
    public void aScrapeDuringAToggleStormIsWhole() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger toggles = new AtomicInteger();
        CompletableFuture<Void> storm = CompletableFuture.runAsync(() -> {
            try {
                while (!over.get()) {
                    for (String collector : List.of("commands", "queue", "voice")) {
                        bundle("dev.backline.metrics." + collector).stop(Bundle.STOP_TRANSIENT);
                        bundle("dev.backline.metrics." + collector).start();
                        toggles.incrementAndGet();
                    }
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        try {
            // Until it was a storm, unless it hangs.
            for (int i = 0; i < 30 || (i < 1000 && toggles.get() <= 10 && !storm.isDone()); i++) {
                HttpResponse<String> scraped = get("/metrics", "Accept", "application/openmetrics-text");
                assertThat(scraped.statusCode()).isEqualTo(200);
                assertThat(scraped.body()).endsWith("# EOF\n");
                List<String> types = scraped.body()
                        .lines()
                        .filter(line -> line.startsWith("# TYPE"))
                        .toList();
                assertThat(types).doesNotHaveDuplicates();
                assertThat(alice().says("/nowplaying")).isNotEqualTo("no answer");
            }
        } finally {
            over.set(true);
        }
        storm.get(30, TimeUnit.SECONDS);
        assertThat(toggles).hasValueGreaterThan(10);
        assertThat(shell("bot:status")).contains("Ready.").doesNotContain("waits:");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        // The bot is ready without HTTP, which may still be opening.
        String status = await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> shell("http:status"), text -> text.contains("open at"));
        Matcher address = Pattern.compile("open at ([0-9.]+) port ([0-9]+)").matcher(status);
        assertThat(address.find()).isTrue();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + address.group(1) + ":" + address.group(2) + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    public void prometheusAndBrowsersAreServed() throws Exception {
        HttpResponse<String> plain = get("/metrics");
        assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(plain.body()).contains("# TYPE backline_command_duration_seconds histogram");

        HttpResponse<String> zipped = get("/metrics", "Accept-Encoding", "gzip");
        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");

        assertThat(get("/metrics/page").body()).contains("<h1>Metrics</h1>", "backline_build_info");
    }

    /** Whatever members and files are called: none of it is in a metric. */
    @Test
    public void noNameOfAnybodyOrAnythingIsInTheExposition() throws Exception {
        Random random = new Random(4711);
        Set<String> needles = new HashSet<>(List.of("alice", "bob", "demo", "lounge"));
        Path library = Files.createDirectories(Path.of(context.getProperty("backline.home"), "library"));
        Path sample = Path.of(System.getProperty("backline.samples"), "sine-440.mp3");
        for (int i = 0; i < 8; i++) {
            String needle = "hostile" + Long.toHexString(random.nextLong() | 1);
            needles.add(needle);
            String hostile = hostile(random, needle);
            SandboxGuild guild = sandbox.createGuild(hostile);
            // Where the locale is POSIX, Java names files in ASCII only.
            Files.copy(sample, library.resolve(hostile.replaceAll("[^ -~]|/", " ") + ".mp3"));
            for (String query :
                    List.of(needle, "http://127.0.0.1:1/" + needle, "library:" + needle, "tone " + needle)) {
                sandbox.say(guild.name(), guild.members().getFirst(), "/play query:" + query)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
            }
        }
        sandbox.guilds().forEach(guild -> needles.add(Long.toString(guild.id())));

        String exposition = scrape()
                + shell("metrics:scrape --openmetrics")
                + get("/metrics/page").body();

        assertThat(needles).allSatisfy(needle -> assertThat(exposition).doesNotContain(needle));
        assertThat(labelValues(exposition)).isNotEmpty().allSatisfy(value -> assertThat(value)
                .doesNotContainPattern("[0-9]{15}")
                .hasSizeLessThan(101));
        assertThat(labels(exposition)).isSubsetOf(allowed());
    }

    /** Text with everything that means something to a format, around a word that is easy to find. */
    private static String hostile(Random random, String needle) {
        List<String> spices = List.of("\"} 1", "\\", "{le=", "# HELP", "\n", "é", "<script>", "%n", "\u202e", "${x}");
        return spices.get(random.nextInt(spices.size())) + needle + spices.get(random.nextInt(spices.size()));
    }

    private static List<String> labelValues(String exposition) {
        return samples(exposition)
                .flatMap(labels -> LABEL.matcher(labels).results().map(label -> label.group(2)))
                .toList();
    }

    private static Set<String> labels(String exposition) {
        return samples(exposition)
                .flatMap(labels -> LABEL.matcher(labels).results().map(label -> label.group(1)))
                .collect(Collectors.toSet());
    }

    private static Stream<String> samples(String exposition) {
        return exposition.lines().map(SAMPLE::matcher).filter(Matcher::matches).map(sample -> {
            String labels = sample.group(2);
            return labels == null ? "" : labels;
        });
    }

    /** The labels of all catalogues, which may be exported by default, and that of buckets. */
    private Set<String> allowed() throws Exception {
        Set<String> names = new HashSet<>(Set.of("le"));
        Matcher lists = Pattern.compile("\"labels\":\\[([^]]*)]").matcher(shell("metrics:catalog --json"));
        while (lists.find()) {
            for (String name : lists.group(1).split(",", -1)) {
                names.add(name.replace("\"", ""));
            }
        }
        return names;
    }

    /** A label that no allow-list has would be folded everywhere, and nobody would see why. */
    @Test
    public void everyLabelOfOurCatalogsIsAllowedByDefault() throws Exception {
        alice().says("/play tone 440");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(scrape())
                .contains(
                        "backline_metrics_folded_series{reason=\"not_allowed\",} 0.0",
                        "backline_metrics_folded_series{reason=\"too_many\",} 0.0"));
    }
}
