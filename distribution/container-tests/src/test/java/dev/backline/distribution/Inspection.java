package dev.backline.distribution;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** Looks into a running JVM from outside, by {@code jcmd}. */
final class Inspection {

    /** Objects and bytes; collectors describe their heaps in words of their own, and all print this. */
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private static final Pattern BUNDLE_LOADER = Pattern.compile("BundleWiringImpl\\$BundleClassLoader");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"[^\"]*\" #\\d+");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * What is there after a collection.
     *
     * @param classLoaders of bundles
     * @param threads of the platform, those of the JVM itself aside
     */
    record Remains(int classLoaders, int threads, long heapKilobytes) {}

    private final long processId;

    Inspection(long processId) {
        this.processId = processId;
    }

    Remains remains() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher live = LIVE.matcher(jcmd("GC.class_histogram"));
        if (!live.find()) {
            throw new IllegalStateException("Nothing is known of the heap of process " + processId);
        }
        return new Remains(
                count(BUNDLE_LOADER, jcmd("VM.classloader_stats")),
                count(THREAD, jcmd("Thread.print")),
                Long.parseLong(live.group(1)) / 1000);
    }

    /** As soon as nothing but the heap is more than before, or after a minute. */
    Remains remains(Remains before) {
        AtomicReference<Remains> last = new AtomicReference<>(before);
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).until(() -> {
                last.set(remains());
                return last.get().classLoaders() <= before.classLoaders()
                        && last.get().threads() <= before.threads();
            });
        } catch (ConditionTimeoutException more) {
            // Whoever asked compares.
        }
        return last.get();
    }

    private static int count(Pattern pattern, String text) {
        return Math.toIntExact(pattern.matcher(text).results().count());
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(processId),
                        command)
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + command + " failed: " + printed);
        }
        return printed;
    }
}
