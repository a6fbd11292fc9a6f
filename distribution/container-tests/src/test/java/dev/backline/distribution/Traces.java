package dev.backline.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What is to be gone when a bundle is: made while it runs, and asked after it was uninstalled. Threads are told by their
 * names, context class loaders and what they execute; thread locals, timers, callbacks and whatever else holds on to the
 * bundle keep its class loader alive. The JVM has to clear soft references at each collection
 * ({@code -XX:SoftRefLRUPolicyMSPerMB=0}): the JDK holds the class that a method handle was last adapted to by one.
 */
final class Traces {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BundleContext context;
    private final String bundle;
    private final List<String> threadNames;
    private final Set<String> classes;
    private final WeakReference<ClassLoader> loader;

    /** Of a bundle that runs. */
    Traces(BundleContext context, Bundle bundle) {
        this.context = context;
        this.bundle = bundle.getSymbolicName();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        threadNames = wiring.getCapabilities("dev.backline.feature").stream()
                .flatMap(capability -> texts(capability.getAttributes().get("threads")).stream())
                .toList();
        classes =
                wiring
                        .listResources(
                                "/", "*.class", BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL)
                        .stream()
                        .map(path -> path.replaceFirst("\\.class$", "").replace('/', '.'))
                        // Two bundles may carry the same library; its threads keep the class loader alive.
                        .filter(name -> name.startsWith("dev.backline."))
                        .collect(Collectors.toSet());
        loader = new WeakReference<>(wiring.getClassLoader());
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof Iterable<?> many
                ? Arrays.stream(many.toString().replaceAll("[\\[\\]]", "").split(", "))
                        .toList()
                : value == null ? List.of() : List.of(value.toString().split(","));
    }

    /** Fails when something of the bundle is left, half a minute after it went; then there is a heap dump to look at. */
    void areGone() {
        try {
            awaitEnd();
        } catch (ConditionTimeoutException left) {
            throw new AssertionError(left.getMessage() + dump(), left);
        }
    }

    private void awaitEnd() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(threads()).as("threads of %s", bundle).isEmpty();
            assertThat(services()).as("services of classes of %s", bundle).isEmpty();
            assertThat(platformBeans()).as("MBeans of classes of %s", bundle).isEmpty();
            assertThat(isCollected())
                    .as("the class loader of %s is collected", bundle)
                    .isTrue();
        });
    }

    private String dump() {
        Path file = Path.of("target", bundle + ".hprof").toAbsolutePath();
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
            return " See who holds it in " + file;
        } catch (IOException e) {
            return " There is no heap dump: " + e;
        }
    }

    private boolean isCollected() {
        System.gc();
        return loader.get() == null;
    }

    private Set<String> threads() {
        Set<String> left = new TreeSet<>();
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = entry.getKey();
            ClassLoader mine = loader.get();
            if (threadNames.stream().anyMatch(thread.getName()::startsWith)
                    || (mine != null && thread.getContextClassLoader() == mine)
                    || Arrays.stream(entry.getValue()).anyMatch(frame -> classes.contains(frame.getClassName()))) {
                left.add(thread.getName());
            }
        }
        return left;
    }

    private List<String> services() throws InvalidSyntaxException {
        List<String> left = new ArrayList<>();
        ServiceReference<?>[] all = context.getAllServiceReferences(null, null);
        for (ServiceReference<?> reference : all == null ? new ServiceReference<?>[0] : all) {
            Object service = context.getService(reference);
            if (service != null && service.getClass().getClassLoader() == loader.get() && loader.get() != null) {
                left.add(reference.toString());
            }
            context.ungetService(reference);
        }
        return left;
    }

    private List<String> platformBeans() throws InstanceNotFoundException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        List<String> left = new ArrayList<>();
        for (ObjectName name : beans.queryNames(null, null)) {
            ClassLoader mine = loader.get();
            if (mine != null && beans.getClassLoaderFor(name) == mine) {
                left.add(name.toString());
            }
        }
        return left;
    }
}
