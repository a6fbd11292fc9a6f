package dev.backline.profiler.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.profiler.profile.Frame.Code;
import dev.backline.profiler.profile.Owners.Owner;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionTest {

    private static final Owner RUNTIME = new Owner(1, "dev.backline.runtime");
    private static final Owner JDA = new Owner(2, "dev.backline.libs.jda");
    private static final Owner SANDBOX = new Owner(3, "dev.backline.sandbox");
    private static final Owner LOG = new Owner(4, "org.example.log");

    private final Attribution attribution = new Attribution(new Owners() {

        @Override
        public List<Owner> of(String packageName) {
            return switch (packageName) {
                case "dev.backline.runtime.command" -> List.of(RUNTIME);
                case "net.dv8tion.jda" -> List.of(JDA);
                case "com.fasterxml.jackson" -> List.of(JDA, SANDBOX);
                case "org.example.log" -> List.of(LOG);
                default -> List.of();
            };
        }

        @Override
        public boolean uses(Owner owner, Owner other, String packageName) {
            return owner.equals(LOG) && other.equals(SANDBOX);
        }
    });

    @Test
    void whatTheJdkDoesCountsForWhoeverCallsIt() {
        assertThat(attribution.of(stack("main", "net.dv8tion.jda.Gateway", "java.util.HashMap")))
                .isEqualTo("libs.jda");
    }

    @Test
    void packagesOfOurBundlesAreToldApart() {
        assertThat(attribution.of(stack("main", "net.dv8tion.jda.Gateway", "dev.backline.runtime.command.Play")))
                .isEqualTo("runtime.command");
    }

    @Test
    void aLibraryThatSeveralHaveCountsForTheCallerThatHasIt() {
        assertThat(attribution.of(stack("main", "net.dv8tion.jda.Gateway", "com.fasterxml.jackson.Parser")))
                .isEqualTo("libs.jda");
    }

    @Test
    void aLibraryThatSeveralHaveCountsForTheCopyThatTheCallerUses() {
        assertThat(attribution.of(stack("main", "org.example.log.Writer", "com.fasterxml.jackson.Parser")))
                .isEqualTo("sandbox");
    }

    @Test
    void whereNoCallerSaysWhichCopyItIsBothAreNamed() {
        assertThat(attribution.of(stack("main", "com.fasterxml.jackson.Parser")))
                .isEqualTo("libs.jda or sandbox");
    }

    @Test
    void threadsOfTheJvmAreNamedByTheirJob() {
        assertThat(attribution.of(nativeStack("GC Thread#*"))).isEqualTo("JVM: garbage collection");
        assertThat(attribution.of(nativeStack("G1 Service"))).isEqualTo("JVM: garbage collection");
        assertThat(attribution.of(nativeStack("Shenandoah GC T"))).isEqualTo("JVM: garbage collection");
        assertThat(attribution.of(nativeStack("C2 CompilerThre"))).isEqualTo("JVM: compiler");
        assertThat(attribution.of(nativeStack("VM Thread"))).isEqualTo("JVM: other threads");
        assertThat(attribution.of(stack("Finalizer", "java.lang.ref.Finalizer")))
                .isEqualTo("Java platform");
    }

    static Stack stack(String thread, String... classes) {
        return new Stack(
                thread,
                Arrays.stream(classes)
                        .map(name -> new Frame(name, "run", Code.JIT))
                        .toList(),
                "");
    }

    private static Stack nativeStack(String thread) {
        return new Stack(thread, List.of(new Frame("", "start_thread", Code.NATIVE)), "");
    }
}
