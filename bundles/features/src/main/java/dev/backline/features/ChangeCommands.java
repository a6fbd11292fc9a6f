package dev.backline.features;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.Feature;
import dev.backline.api.feature.FeatureFailure;
import dev.backline.api.feature.FeatureState;
import dev.backline.api.feature.Features;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.features.Catalog.Flag;
import dev.backline.sets.BundleSet;
import dev.backline.sets.BundleSetFailure;
import dev.backline.sets.StoredJar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shell commands that change features. */
final class ChangeCommands implements ShellCommands {

    private final Features features;
    private final JarInstaller jars;
    private final Catalog catalog;
    private final SetSwitch sets;

    ChangeCommands(Features features, JarInstaller jars, Catalog catalog, SetSwitch sets) {
        this.features = features;
        this.jars = jars;
        this.catalog = catalog;
        this.sets = sets;
    }

    @Override
    public String scope() {
        return "feature";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of(
                "on", OnCommand::new,
                "off", OffCommand::new,
                "install", InstallCommand::new,
                "update", UpdateCommand::new,
                "remove", RemoveCommand::new,
                "set", SetCommand::new,
                "export", ExportCommand::new);
    }

    /** A command of which somebody may ask later why it was given. */
    private abstract static class Change implements ShellCommand {

        @Option(names = "--why", paramLabel = "TEXT", description = "kept in the history")
        private String why = "";

        final Cause cause(ShellSession shell) {
            return Cause.hand(shell.user(), why);
        }

        @Override
        public final void run(ShellSession shell) throws Exception {
            try {
                change(shell);
            } catch (FeatureFailure e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }

        abstract void change(ShellSession shell) throws FeatureFailure, IOException;
    }

    private Stream<String> names(FeatureState... states) {
        Set<FeatureState> wanted = EnumSet.copyOf(List.of(states));
        return features.list().stream()
                .filter(feature -> wanted.contains(feature.state()))
                .map(Feature::name);
    }

    @Command(description = "Switch features on, now and after a restart")
    private final class OnCommand extends Change {

        @Parameters(arity = "1..*", paramLabel = "FEATURE", description = "as feature:list names it")
        private List<String> chosen = new ArrayList<>();

        @Override
        void change(ShellSession shell) throws FeatureFailure {
            for (String name : chosen) {
                features.on(name, cause(shell));
                shell.out().println(name + " is on.");
            }
        }

        @Override
        public Stream<String> complete(String label) {
            return names(FeatureState.OFF, FeatureState.FAILED, FeatureState.ON);
        }
    }

    @Command(description = "Switch features off, now and after a restart")
    private final class OffCommand extends Change {

        @Parameters(arity = "1..*", paramLabel = "FEATURE", description = "as feature:list names it")
        private List<String> chosen = new ArrayList<>();

        @Option(names = "--force", description = "even if the bot does not play on without it")
        private boolean force;

        @Override
        void change(ShellSession shell) throws FeatureFailure {
            for (String name : chosen) {
                features.off(name, force, cause(shell));
                shell.out().println(name + " is off.");
            }
        }

        @Override
        public Stream<String> complete(String label) {
            return names(FeatureState.ON, FeatureState.FAILED, FeatureState.STARTING);
        }
    }

    @Command(
            description = "Install a feature and switch it on",
            footer = {
                "",
                "WHAT is a feature that the distribution has, a jar, or the coordinates of one in the local Maven"
                        + " repository (group:artifact:version)."
            })
    private final class InstallCommand extends Change {

        @Parameters(paramLabel = "WHAT", description = "feature, file or coordinates")
        private String what = "";

        @Override
        void change(ShellSession shell) throws FeatureFailure {
            StoredJar stored = catalog.available().get(what);
            String name = stored == null ? install(shell) : jars.install(stored, cause(shell));
            shell.out().println(name + " is installed and on.");
        }

        private String install(ShellSession shell) throws FeatureFailure {
            if (catalog.flags().containsKey(what)) {
                throw new FeatureFailure(what + " is installed already. “feature:on " + what + "” switches it on");
            }
            Path file = file(what);
            if (!Files.exists(file)) {
                Set<String> available = catalog.available().keySet();
                throw new FeatureFailure("“" + what + "” is no feature of the distribution and no file. "
                        + (available.isEmpty()
                                ? "All features that it has are installed"
                                : "Not installed yet are: " + String.join(", ", available)));
            }
            return jars.install(location(file), file, cause(shell));
        }

        @Override
        public Stream<String> complete(String label) {
            return Stream.concat(catalog.available().keySet().stream(), files(what));
        }
    }

    @Command(description = "Replace a feature's bundle by another version, and go on")
    private final class UpdateCommand extends Change {

        @Parameters(index = "0", paramLabel = "FEATURE", description = "as feature:list names it")
        private String name = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "FILE",
                description = "jar or Maven coordinates; default: where it was installed from")
        private String what = "";

        @Override
        void change(ShellSession shell) throws FeatureFailure {
            Flag flag = catalog.flags().get(name);
            if (flag == null) {
                throw new FeatureFailure("There is no feature “" + name + "” installed; feature:list names them");
            }
            if (!what.isEmpty()) {
                Jar jar = Jar.read(file(what));
                Bundle bundle = flag.bundles().stream()
                        .filter(part -> jar.symbolicName().equals(part.getSymbolicName()))
                        .findFirst()
                        .orElseThrow(() -> new FeatureFailure(
                                "That is a jar of " + jar.symbolicName() + ", which is no bundle of " + name));
                jars.update(bundle, file(what), cause(shell));
            } else {
                for (Bundle bundle : flag.bundles()) {
                    jars.update(bundle, origin(bundle), cause(shell));
                }
            }
            shell.out().println(name + " is updated.");
        }

        @Override
        public Stream<String> complete(String label) {
            return label.equals("FILE") ? files(what) : names(FeatureState.ON, FeatureState.OFF, FeatureState.FAILED);
        }
    }

    /** Where a bundle was installed from. */
    private Path origin(Bundle bundle) throws FeatureFailure {
        StoredJar stored = sets.sets().jars().get(bundle.getSymbolicName());
        String location = bundle.getLocation();
        if (stored != null) {
            return stored.file();
        }
        if (location.startsWith("file:")) {
            return Path.of(URI.create(location));
        }
        throw new FeatureFailure("Nobody knows where " + location + " is. Give the file");
    }

    @Command(description = "Uninstall a feature; a restart does not bring it back")
    private final class RemoveCommand extends Change {

        @Parameters(paramLabel = "FEATURE", description = "as feature:list names it")
        private String name = "";

        @Option(names = "--force", description = "even if the bot does not play on without it")
        private boolean force;

        @Override
        void change(ShellSession shell) throws FeatureFailure {
            features.remove(name, force, cause(shell));
            shell.out().println(name + " is removed.");
        }

        @Override
        public Stream<String> complete(String label) {
            return names(FeatureState.ON, FeatureState.OFF, FeatureState.FAILED, FeatureState.REFUSED);
        }
    }

    @Command(description = "Show which bundle set runs, or switch to another: shows what will change, then changes it")
    private final class SetCommand extends Change {

        @Parameters(arity = "0..1", paramLabel = "SET", description = "a set of the distribution, or an exported one")
        private @Nullable String name;

        @Option(names = "--dry-run", description = "show what would change, and change nothing")
        private boolean dryRun;

        @Override
        void change(ShellSession shell) throws FeatureFailure {
            if (name == null) {
                shell.out()
                        .println("The set is " + sets.current() + ". There are: "
                                + String.join(", ", sets.sets().names()));
                return;
            }
            SetSwitch.Plan plan = sets.plan(name);
            print(shell, plan);
            if (!dryRun) {
                sets.apply(plan, cause(shell));
                shell.out().println("The set is " + name + ".");
            }
        }

        private void print(ShellSession shell, SetSwitch.Plan plan) {
            for (BundleSet.Entry entry : plan.install()) {
                shell.out()
                        .println("  + " + entry.symbolicName() + " "
                                + entry.jar().version());
            }
            for (Bundle bundle : plan.start()) {
                shell.out().println("  > " + bundle.getSymbolicName() + " starts");
            }
            for (Bundle bundle : plan.remove()) {
                shell.out().println("  - " + bundle.getSymbolicName() + " " + bundle.getVersion());
            }
            if (plan.isEmpty()) {
                shell.out().println("  No bundle changes.");
            }
        }

        @Override
        public Stream<String> complete(String label) {
            return sets.sets().names().stream();
        }
    }

    @Command(
            description = "Write what is on now as a bundle set",
            footer = {"", "It is kept in conf/sets/, for “feature:set NAME” and “backline run --set NAME”."})
    private final class ExportCommand extends Change {

        @Parameters(paramLabel = "NAME", description = "lower-case letters, digits and dashes")
        private String name = "";

        @Override
        void change(ShellSession shell) throws FeatureFailure, IOException {
            try {
                SetSwitch.Export export = sets.export(name);
                shell.out().println(export.bundles() + " bundles are written to " + export.file() + ".");
                export.left().forEach(left -> shell.out()
                        .println("  not in it, since the distribution does not have its jar: " + left));
            } catch (BundleSetFailure e) {
                throw new FeatureFailure(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** A file by its path, its URL or its coordinates in the local Maven repository. */
    private static Path file(String what) throws FeatureFailure {
        try {
            if (what.startsWith("file:")) {
                return Path.of(URI.create(what));
            }
        } catch (IllegalArgumentException e) {
            throw new FeatureFailure("“" + what + "” is no URL of a file: " + e.getMessage(), e);
        }
        return coordinates(what).orElse(Path.of(what));
    }

    private static Optional<Path> coordinates(String what) {
        String[] parts = what.replaceFirst("^mvn:", "").replace('/', ':').split(":", -1);
        if (parts.length != 3 || Files.exists(Path.of(what))) {
            return Optional.empty();
        }
        Path repository =
                Path.of(System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository"));
        return Optional.of(repository
                .resolve(parts[0].replace('.', '/'))
                .resolve(parts[1])
                .resolve(parts[2])
                .resolve(parts[1] + "-" + parts[2] + ".jar"));
    }

    private static String location(Path file) {
        return file.toAbsolutePath().normalize().toUri().toString();
    }

    /** Jars and folders that begin as typed. */
    private static Stream<String> files(String typed) {
        int slash = typed.lastIndexOf('/') + 1;
        Path folder = Path.of(slash == 0 ? "." : typed.substring(0, slash));
        try (Stream<Path> inside = Files.list(folder)) {
            return inside
                    .filter(path -> Files.isDirectory(path) || path.toString().endsWith(".jar"))
                    .map(path -> typed.substring(0, slash) + path.getFileName() + (Files.isDirectory(path) ? "/" : ""))
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
