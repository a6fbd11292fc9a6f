package dev.backline.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import dev.backline.launcher.FrameworkProperties;
import dev.backline.launcher.Home;
import dev.backline.sets.BundleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.ops4j.pax.exam.Option;

/** Makes Pax Exam provision a bundle set of the built distribution, as the launcher does. Used outside the container. */
final class BundleSetOptions {

    private static final int LAST_LEVEL = 100;

    private BundleSetOptions() {}

    /** The set in the environment {@code development}, with a home of its own, and what the tests use themselves. */
    static Option[] of(String name) throws IOException {
        Path distribution = Path.of(System.getProperty("backline.distribution")).toRealPath();
        Home home = new Home(distribution, Files.createTempDirectory("backline-container"));
        home.prepare();
        BundleSet set = home.sets().read(name);
        List<Option> options = new ArrayList<>();
        FrameworkProperties.of(home, set, "development", 0, false)
                .forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
        options.add(systemProperty("backline.logs").value(home.logs().toString()));
        options.add(systemProperty("backline.console.level").value("WARN"));
        options.add(frameworkStartLevel(LAST_LEVEL));
        for (BundleSet.Entry entry : set.bundles()) {
            options.add(bundle(entry.jar().file().toUri().toString()).startLevel(entry.startLevel()));
        }
        options.add(junitBundles());
        for (Class<?> type : List.of(Assertions.class, ByteBuddy.class, Awaitility.class, Matcher.class)) {
            options.add(bundle(
                    type.getProtectionDomain().getCodeSource().getLocation().toString()));
        }
        return options.toArray(Option[]::new);
    }
}
