package dev.backline.profiler.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.profiler.engine.Kind;
import dev.backline.profiler.profile.Frame.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {

    private static final Frame RUN = new Frame("dev.backline.A", "run", Code.JIT);
    private static final Frame WORK = new Frame("dev.backline.B$$Lambda", "work", Code.INLINED);
    private static final Frame NATIVE = new Frame("", "memcpy", Code.NATIVE);
    private static final Frame CPP = new Frame("", "G1CollectedHeap::allocate(int; long)", Code.CPP);

    private final Profile cpu = new Profile(
            Kind.CPU,
            Map.of(
                    new Stack("worker-*", List.of(RUN, WORK), ""), new Weight(30_000_000, 3),
                    new Stack("worker-*", List.of(RUN, NATIVE), ""), new Weight(10_000_000, 1)));

    @Test
    void collapsedStacksAreReadAsTheyWereWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("stacks");
        Files.writeString(file, Collapsed.write(cpu));

        Profile read = Collapsed.read(file, Kind.CPU);

        assertThat(read.total().value()).isEqualTo(40_000_000);
        assertThat(read.stacks().keySet()).isEqualTo(cpu.stacks().keySet());
    }

    @Test
    void collapsedStacksHaveTheThreadFirstAndTheTypeLast() {
        Profile alloc =
                new Profile(Kind.ALLOC, Map.of(new Stack("main", List.of(RUN, CPP), "byte[]"), new Weight(512, 1)));

        assertThat(Collapsed.write(alloc))
                .isEqualTo("[main];dev.backline.A.run_[j];G1CollectedHeap::allocate(int, long);byte[]_[t] 512\n");
    }

    @Test
    void whatIsNoCollapsedStackIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("stacks"), "no weight here\n");

        assertThatThrownBy(() -> Collapsed.read(file, Kind.CPU)).hasMessageEndingWith("holds no collapsed stacks");
    }

    @Test
    void aFlameGraphCountsInTheUnitOfItsKindAndNeedsNothingFromElsewhere() throws IOException {
        String page = FlameGraphs.draw(cpu, "CPU <1>", false);

        assertThat(page)
                .contains("' µs'", "dev.backline.A.run", "CPU &lt;1&gt;")
                .doesNotContain("' samples'", "[worker-*]")
                .doesNotContainPattern("(src|href)=['\"]https?:.*\\.(js|css)");
    }

    @Test
    void aFlameGraphByThreadHasThemAtItsRoot() throws IOException {
        assertThat(FlameGraphs.draw(cpu, "CPU", true)).contains("[worker-*]");
    }

    @Test
    void aDifferenceIsDrawnWithWhatChanged() throws IOException {
        Profile more =
                new Profile(Kind.CPU, Map.of(new Stack("worker-*", List.of(RUN, WORK), ""), new Weight(90_000_000, 9)));

        // Red and blue are drawn when there is a largest difference.
        assertThat(FlameGraphs.drawDifference(cpu, 1, more, "diff")).contains("const maxdiff = 60000;");
        assertThat(FlameGraphs.draw(more, "CPU", false)).contains("const maxdiff = -1;");
    }

    @Test
    void anEmptyProfileIsDrawnAsWell() throws IOException {
        assertThat(FlameGraphs.draw(new Profile(Kind.CPU, Map.of()), "nothing", false))
                .contains("nothing");
    }

    @Test
    void pprofHoldsNamesTypesAndThreads() throws IOException {
        byte[] pprof = Pprof.write(cpu, Instant.EPOCH, Duration.ofSeconds(1));

        try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(pprof))) {
            assertThat(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("dev.backline.A.run", "memcpy", "nanoseconds", "samples", "worker-*");
        }
    }

    @Test
    void librariesAreNoClassesAndHiddenClassesHaveNoAddress() {
        assertThat(Frame.className("libjvm.so", Code.CPP)).isEmpty();
        assertThat(Frame.className("libc.so.6", Code.NATIVE)).isEmpty();
        assertThat(Frame.className("dev.backline.lavaplayer.source.ToneTrack", Code.JIT))
                .isEqualTo("dev.backline.lavaplayer.source.ToneTrack");
        assertThat(Frame.className("dev.backline.A$$Lambda.0x0000000063044000", Code.JIT))
                .isEqualTo("dev.backline.A$$Lambda");
    }

    @Test
    void typesAreWrittenAsPeopleDo() {
        assertThat(TypeName.of("[B")).isEqualTo("byte[]");
        assertThat(TypeName.of("[[Ljava.lang.String;")).isEqualTo("java.lang.String[][]");
        assertThat(TypeName.of("java.lang.String")).isEqualTo("java.lang.String");
    }

    @Test
    void sharesAreBySelfAndByWhatIsCalled() {
        assertThat(cpu.self()).extracting(Share::name).containsExactly("dev.backline.B$$Lambda.work", "memcpy");
        assertThat(cpu.self().getFirst().share()).isEqualTo(0.75);
        assertThat(cpu.methods().getFirst()).isEqualTo(new Share("dev.backline.A.run", new Weight(40_000_000, 4), 1));
    }

    @Test
    void onlyWhatIsCalledFromSomeFrameIsKept() {
        Profile under = cpu.under(frame -> frame.equals(WORK));

        assertThat(under.stacks()).containsOnlyKeys(new Stack("worker-*", List.of(WORK), ""));
        assertThat(cpu.ofThreads("nobody").stacks()).isEmpty();
        assertThat(cpu.ofThreads("work").stacks()).hasSize(2);
    }
}
