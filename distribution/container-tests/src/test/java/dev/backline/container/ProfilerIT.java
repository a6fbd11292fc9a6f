package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.backline.container.Client.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;

/** The profiler, hot-loaded into a running bot beside a bundle of which it is known what it does. */
public class ProfilerIT extends DevelopmentSet {

    private static final String PROFILER = "dev.backline.profiler";
    private static final String BURNER = Burner.class.getName();

    /** Each kind by each engine; {@code ./dev-env.sh installs} does a hundred. */
    private static final int CYCLES = Integer.getInteger("backline.profiler.cycles", 8);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String TOKEN = "open-sesame";

    private static final Pattern FOLDER = Pattern.compile("\"folder\":\"([^\"]+)\"");
    private static final Pattern NAMES = Pattern.compile("const cpool = \\[\n(.*?)\n];", Pattern.DOTALL);

    private Bundle burner;

    @Before
    public void install() throws Exception {
        shell("feature:install profiler");
        burner = context.installBundle("test:burner", burnerJar());
        burner.start();
    }

    @After
    public void remove() throws Exception {
        burner.uninstall();
        if (isInstalled()) {
            shell("feature:remove profiler");
        }
    }

    @Test
    public void theFlameGraphOfTheCpuHoldsTheMethodThatBurnsIt() throws Exception {
        for (String engine : engines()) {
            Path run = record("profiler:cpu --duration 5s --engine " + engine);

            assertThat(names(run)).as(engine).contains(BURNER + ".burn");
            assertThat(run.resolve("summary.md")).content().contains("| " + BURNER + ".burn |");
            assertThat(run.resolve("stacks.collapsed")).content().contains(BURNER + ".work");
            assertThat(run.resolve("profile.pb.gz")).isNotEmptyFile();
            assertThat(run.resolve("recording.jfr")).isNotEmptyFile();
        }
    }

    @Test
    public void theProfileOfTimeHoldsTheMethodThatWaits() throws Exception {
        for (String engine : engines()) {
            Path run = record("profiler:wall --duration 5s --engine " + engine);

            assertThat(names(run)).as(engine).contains(BURNER + ".pass");
        }
    }

    @Test
    public void theProfileOfAllocationNamesTheType() throws Exception {
        for (String engine : engines()) {
            Path run = record("profiler:alloc --duration 5s --engine " + engine);

            assertThat(run.resolve("summary.md")).as(engine).content().contains("| " + BURNER + ".waste |");
            assertThat(types(run)).as(engine).contains(BURNER + "$Litter[]");
            assertThat(names(run)).as(engine).contains(BURNER + "$Litter[]");
        }
    }

    @Test
    public void theProfileOfLocksNamesTheLock() throws Exception {
        for (String engine : engines()) {
            Path run = record("profiler:lock --duration 5s --engine " + engine);

            assertThat(types(run)).as(engine).contains(BURNER + "$Gate");
            assertThat(names(run)).as(engine).contains(BURNER + ".pass");
        }
    }

    @Test
    public void onlyWhatAFeatureDoesIsKept() throws Exception {
        Path run = record("profiler:cpu --duration 5s --feature test.burner");

        assertThat(Files.readAllLines(run.resolve("stacks.collapsed")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("[burner-").contains("];" + BURNER));
    }

    @Test
    public void aRecordingHoldsTheCommandsThatRan() throws Exception {
        CompletableFuture<Path> run =
                CompletableFuture.supplyAsync(() -> recordUnchecked("profiler:cpu --duration 10s"));
        // It takes its time to begin, and what is typed before that is not in it.
        await().atMost(PATIENCE).until(() -> {
            alice().says("/help");
            return run.isDone();
        });

        assertThat(run.get().resolve("summary.md")).content().containsPattern("\\| help \\| \\d+ \\| 0 \\|");
        try (Stream<String> spans = spans(run.get())) {
            assertThat(spans).contains("dev.backline.Command help SUCCESS");
        }
    }

    @Test
    public void oneThingIsRecordedAtATime() throws Exception {
        CompletableFuture<Path> first =
                CompletableFuture.supplyAsync(() -> recordUnchecked("profiler:cpu --duration 10s"));
        await().atMost(PATIENCE).until(() -> shell("profiler:status").contains("a cpu profile is under way"));

        assertThatThrownBy(() -> shell("profiler:alloc --duration 1s"))
                .hasMessageContaining("One thing at a time: a cpu profile is under way");
        assertThat(first.get()).isDirectory();
    }

    @Test
    public void anAlertFromElsewhereKeepsEvidence() throws Exception {
        Path local = Path.of(context.getProperty("backline.conf"), "local.json");
        String digest = shell("http:hash --token --file " + secret());
        Files.writeString(
                local,
                "{ \"dev.backline.http\": { \".tokens\": [\"%s\"] } }"
                        .formatted(digest.substring(digest.indexOf("sha256:")).strip()));
        try {
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(shell("http:status"))
                    .contains("bearer tokens: 1"));
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(alert().status())
                    .isEqualTo(409));

            shell("profiler:watch on");

            Response response = alert();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).startsWith("Kept: ");
            assertThat(shell("profiler:show")).contains("the alert CommandSlow");
        } finally {
            Files.delete(local);
        }
    }

    private static Path secret() throws IOException {
        Path file = Files.createTempFile("backline-secret", ".txt");
        file.toFile().deleteOnExit();
        return Files.writeString(file, TOKEN + "\n");
    }

    private Response alert() throws IOException {
        int port = Integer.parseInt(
                String.valueOf(context.getServiceReference("org.osgi.service.servlet.runtime.HttpServiceRuntime")
                        .getProperty("org.osgi.service.http.port")));
        return new Client(InetAddress.getLoopbackAddress(), port).token(TOKEN).post("/profiler/alerts", """
            {"version": "4", "status": "firing", "receiver": "profiler", "alerts": [
              {"status": "firing", "labels": {"alertname": "CommandSlow", "severity": "page"}}]}
            """);
    }

    @Test
    public void whateverIsBeingRecordedEndsWithTheBundle() throws Exception {
        CompletableFuture<Path> recording =
                CompletableFuture.supplyAsync(() -> recordUnchecked("profiler:cpu --duration 60s"));
        await().atMost(PATIENCE).until(() -> shell("profiler:status").contains("a cpu profile is under way"));

        shell("feature:remove profiler");

        await().atMost(Duration.ofSeconds(30)).until(recording::isDone);
        assertThat(recording).isCompletedExceptionally();
        assertThat(profiles()).noneMatch(name -> name.startsWith(".unfinished"));
    }

    @Test
    public void manyInstallationsLeaveNoClassLoaderAndNoThread() throws Exception {
        List<String> commands = new ArrayList<>();
        for (String engine : engines()) {
            for (String kind : List.of("cpu", "wall", "alloc", "lock")) {
                commands.add("profiler:" + kind + " --duration 100ms --engine " + engine);
            }
        }
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < CYCLES; i++) {
            if (!isInstalled()) {
                shell("feature:install profiler");
            }
            loaders.add(loader());
            shell("profiler:jfr start");
            Path run = record(commands.get(i % commands.size()));
            assertThat(run.resolve("flamegraph.html")).isNotEmptyFile();
            if (i % 10 == 0) {
                shell("profiler:watch on");
                shell("profiler:jfr dump");
            }
            if (i % 2 == 0) {
                shell("feature:off profiler");
                shell("feature:on profiler");
            } else {
                shell("feature:update profiler");
                loaders.add(loader());
            }
            assertThat(record(commands.get(i % commands.size()))).isDirectory();
            shell("profiler:clean --keep 1");
            shell("feature:remove profiler");
        }

        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                System.gc();
                assertThat(IntStream.range(0, loaders.size())
                                .filter(i -> loaders.get(i).get() != null))
                        .as("which of " + loaders.size() + " class loaders are left")
                        .isEmpty();
            });
        } catch (ConditionTimeoutException left) {
            throw new AssertionError(left.getMessage() + " See who holds them in " + heapDump(), left);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("backline-profiler"));
    }

    /** That of this moment. An update makes another one. */
    private WeakReference<ClassLoader> loader() {
        return new WeakReference<>(bundle(PROFILER).adapt(BundleWiring.class).getClassLoader());
    }

    private static Path heapDump() throws IOException {
        Path file = Path.of("target", "profiler.hprof").toAbsolutePath();
        Files.deleteIfExists(file);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
        return file;
    }

    private boolean isInstalled() {
        return Arrays.stream(context.getBundles()).anyMatch(bundle -> PROFILER.equals(bundle.getSymbolicName()));
    }

    /** Both engines; where the native one does not work, that is no failure. */
    private List<String> engines() throws Exception {
        String status = shell("profiler:status --json");
        Assume.assumeTrue(status, status.contains("\"jfr\":true"));
        return status.contains("\"async\":true") ? List.of("async", "jfr") : List.of("jfr");
    }

    /** Runs a command that records, and returns the folder that it made. */
    private Path record(String command) throws Exception {
        String printed = shell(command + " --json");
        Matcher folder = FOLDER.matcher(printed);
        assertThat(folder.find()).as(printed).isTrue();
        return Path.of(folder.group(1));
    }

    private Path recordUnchecked(String command) {
        try {
            return record(command);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> profiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(context.getProperty("backline.home"), "profiles"))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** Names of the frames in a flame graph; each begins with as much of the one before as its first character says. */
    private static List<String> names(Path run) throws IOException {
        Matcher list = NAMES.matcher(Files.readString(run.resolve("flamegraph.html")));
        assertThat(list.find()).isTrue();
        List<String> names = new ArrayList<>();
        String before = "";
        for (String line : list.group(1).split("\n", -1)) {
            String text = line.substring(1, line.lastIndexOf('\''))
                    .replace("\\'", "'")
                    .replace("\\\\", "\\");
            String name = names.isEmpty() ? text : before.substring(0, text.charAt(0) - ' ') + text.substring(1);
            names.add(name);
            before = name;
        }
        return names;
    }

    /** What stands in a summary's table by type or class. */
    private static List<String> types(Path run) throws IOException {
        String summary = Files.readString(run.resolve("summary.md"));
        String from = summary.substring(summary.indexOf("## By ", summary.indexOf("## By bundle") + 1));
        return from.substring(0, from.indexOf("\n## ", 1))
                .lines()
                .filter(line -> line.startsWith("| ") && line.contains(" % |"))
                .map(line -> line.substring(line.lastIndexOf("| ", line.length() - 3) + 2, line.length() - 2))
                .toList();
    }

    private static Stream<String> spans(Path run) throws IOException {
        return RecordingFile.readAllEvents(run.resolve("recording.jfr")).stream()
                .filter(event -> event.getEventType().getName().equals("dev.backline.Command"))
                .map(event -> event.getEventType().getName() + " " + event.getString("command") + " "
                        + event.getString("outcome"));
    }

    private static InputStream burnerJar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, "test.burner");
        main.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework");
        main.putValue(Constants.BUNDLE_ACTIVATOR, BURNER);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Class<?> type : List.of(Burner.class, Burner.Litter.class, Burner.Gate.class)) {
                String file = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(file));
                try (InputStream content = Objects.requireNonNull(type.getResourceAsStream("/" + file))) {
                    content.transferTo(jar);
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
