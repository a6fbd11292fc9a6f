package dev.backline.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.launcher.FrameworkProperties;
import dev.backline.launcher.Home;
import dev.backline.launcher.RunningFramework;
import dev.backline.sets.BundleSet;
import jakarta.json.JsonObject;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Every feature of the distribution, found by its capability and not by a list, is uninstalled after it was used, and
 * leaves nothing behind. The framework runs in this process, outside of which nobody sees class loaders.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
class LeftoversIT {

    private static final String FEATURE = "dev.backline.feature";
    private static final String SET = "development";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Home home;
    private final Instance instance;
    private RunningFramework framework;
    private BundleContext context;

    LeftoversIT(@TempDir Path folder) {
        home = new Home(Path.of(System.getProperty("backline.distribution")), folder);
        instance = new Instance(folder);
    }

    @BeforeAll
    void start() throws Exception {
        home.prepare();
        System.setProperty("backline.logs", home.logs().toString());
        System.setProperty("backline.console.level", "WARN");
        BundleSet set = home.sets().read(SET);
        framework = RunningFramework.start(
                home.sets(), set, home.remembered(), FrameworkProperties.of(home, set, SET, 0, false));
        context = framework.context();
        ready();
    }

    @AfterAll
    void stop() {
        assertThat(framework.stop()).isTrue();
    }

    @Test
    void everyFeatureOfTheSetIsGoneWhenItIsUninstalled() throws Exception {
        SoftAssertions all = new SoftAssertions();
        List<Bundle> features = features();
        assertThat(features)
                .extracting(Bundle::getSymbolicName)
                .contains("dev.backline.guard", "dev.backline.discord", "dev.backline.runtime");
        for (Bundle bundle : features) {
            use();
            String location = bundle.getLocation();
            int level = bundle.adapt(BundleStartLevel.class).getStartLevel();
            Path jar = Objects.requireNonNull(home.sets().jars().get(bundle.getSymbolicName()))
                    .file();
            Traces traces = new Traces(context, bundle);

            uninstall(bundle);

            all.check(traces::areGone);
            try (InputStream content = Files.newInputStream(jar)) {
                Bundle again = context.installBundle(location, content);
                again.adapt(BundleStartLevel.class).setStartLevel(level);
                again.start();
            }
            ready();
        }
        all.assertAll();
    }

    @Test
    void everyFeatureOfTheStoreIsGoneWhenItIsRemoved() throws Exception {
        ready();
        SoftAssertions all = new SoftAssertions();
        List<String> available = instance.jsonArray("feature:list --json").getValuesAs(JsonObject.class).stream()
                .filter(feature -> feature.getString("state").equals("AVAILABLE"))
                .map(feature -> feature.getString("name"))
                .toList();
        assertThat(available).contains("ssh");
        for (String feature : available) {
            List<Bundle> before = features();
            instance.quickly("feature:install " + feature);
            List<Bundle> added = new ArrayList<>(features());
            added.removeAll(before);
            assertThat(added).as(feature).isNotEmpty();
            use();
            List<Traces> traces =
                    added.stream().map(bundle -> new Traces(context, bundle)).toList();

            instance.quickly("feature:remove " + feature);

            traces.forEach(trace -> all.check(trace::areGone));
        }
        all.assertAll();
    }

    /** Those that start last first, as they stop. */
    private List<Bundle> features() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !bundle.adapt(BundleRevision.class)
                        .getDeclaredCapabilities(FEATURE)
                        .isEmpty())
                .sorted(Comparator.comparing((Bundle bundle) ->
                                bundle.adapt(BundleStartLevel.class).getStartLevel())
                        .reversed())
                .toList();
    }

    private void ready() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(instance.quickly("bot:ready"))
                .isEmpty());
    }

    /** Music, commands, and the commands of the shell: whatever a feature observes or is asked for has happened. */
    private void use() throws Exception {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        instance.quickly("sandbox:say demo \"/play tone 440\""))
                .contains("Tone 440 Hz"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(instance.quickly("sandbox:voice demo"))
                .contains("tone 440.0 Hz"));
        instance.quickly("feature:list");
        instance.quickly("bot:status");
        instance.quickly("sandbox:say demo /stop");
        instance.quickly("sandbox:say demo /leave");
    }

    private void uninstall(Bundle bundle) throws Exception {
        bundle.uninstall();
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        assertThat(refreshed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
