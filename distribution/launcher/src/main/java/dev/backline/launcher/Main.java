package dev.backline.launcher;

import dev.backline.sets.BundleSet;
import dev.backline.sets.BundleSetFailure;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line {@code backline}. */
@Command(
        name = "backline",
        description = "A Discord music bot whose every part but the music can be switched while it plays.",
        subcommands = {
            Main.Run.class,
            Main.Start.class,
            Main.Status.class,
            Main.Exec.class,
            Main.Feature.class,
            Main.Stop.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it failed, or runs and is not ready; the message says why",
            "2:wrong usage",
            "3:nothing runs in this home",
            "4:an instance runs in this home already",
            "143:run was ended by SIGTERM, in order"
        })
public final class Main implements Runnable {

    static final int FAILED = 1;
    static final int NOT_RUNNING = 3;
    static final int RUNNING_ALREADY = 4;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private Main() {}

    /**
     * The program.
     *
     * @param arguments of the command line
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("backline: " + describe(failure));
            return failure instanceof AlreadyRunning ? RUNNING_ALREADY : FAILED;
        });
        // Its options are those of the command in the running instance.
        Objects.requireNonNull(line.getSubcommands().get("feature")).setUnmatchedOptionsArePositionalParams(true);
        return line;
    }

    private static String describe(Exception failure) {
        return failure instanceof BundleSetFailure || failure instanceof AlreadyRunning
                ? String.valueOf(failure.getMessage())
                : failure.toString();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do.");
    }

    /** Which instance. */
    static final class Which {

        @Option(
                names = "--home",
                paramLabel = "DIR",
                description = "conf, data, logs, deploy and profiles of this instance; default: what the environment"
                        + " variable BACKLINE_HOME says, else the distribution itself")
        private @Nullable Path directory;

        Home home() {
            Path distribution = Path.of(System.getProperty("backline.distribution", "."))
                    .toAbsolutePath()
                    .normalize();
            return new Home(distribution, root(distribution, System.getenv("BACKLINE_HOME")));
        }

        /** The option counts more than the variable; one that is empty says nothing. */
        Path root(Path distribution, @Nullable String variable) {
            if (directory != null) {
                return directory.toAbsolutePath().normalize();
            }
            return variable == null || variable.isEmpty()
                    ? distribution
                    : Path.of(variable).toAbsolutePath().normalize();
        }
    }

    /** What to run. */
    static final class What {

        @Option(
                names = "--set",
                description = "bundle set; default: the one that ran in this home before, production at first")
        private @Nullable String set;

        @Option(
                names = "--env",
                description = "configuration layer over conf/base.json; default: development for the set of that name,"
                        + " production for all others")
        private @Nullable String environment;

        @Option(
                names = "--http-port",
                defaultValue = "8080",
                paramLabel = "N",
                description =
                        "for bundles that serve HTTP, on 127.0.0.1; 0 takes a free one; default: ${DEFAULT-VALUE}")
        private int httpPort = 8080;

        BundleSet set(Home home) throws IOException {
            return home.sets().read(set != null ? set : home.remembered().set().orElse("production"));
        }

        String environment(BundleSet set) {
            return environment != null ? environment : set.name().equals("development") ? set.name() : "production";
        }

        List<String> arguments(BundleSet set) {
            return List.of("--set", set.name(), "--env", environment(set), "--http-port", Integer.toString(httpPort));
        }
    }

    /** An instance holds the lock of this home. */
    static final class AlreadyRunning extends Exception {

        private static final long serialVersionUID = 1L;

        AlreadyRunning(Home home) {
            super("An instance runs in " + home.root() + " already"
                    + processId(home).map(pid -> " (process " + pid + ")").orElse("")
                    + ". Stop it with “backline stop”, or give another --home.");
        }
    }

    /** Runs in the foreground. */
    @Command(name = "run", description = "Run in the foreground, with the shell.", mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {

        /** Those who look whether an instance runs hold the lock, too, for a moment each. */
        private static final Duration PATIENCE = Duration.ofSeconds(3);

        @Mixin
        private Which which = new Which();

        @Mixin
        private What what = new What();

        @Option(names = "--headless", description = "without the shell; so too where there is no terminal")
        private boolean headless;

        /** What {@code start} says: its output is a file that does not roll over. */
        @Option(names = "--detached", hidden = true, description = "print nothing that the log has")
        private boolean detached;

        @Override
        @SuppressWarnings("try") // the lock is there to be held
        public Integer call() throws IOException, BundleException, InterruptedException, AlreadyRunning {
            Home home = which.home();
            BundleSet set = what.set(home);
            home.prepare();
            try (RandomAccessFile file = new RandomAccessFile(home.lock().toFile(), "rw");
                    FileLock lock = lock(home, file)) {
                file.setLength(0);
                file.write(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
                home.clearTemporary();
                // Whether there is a console where input or output is no terminal depends on the version of Java.
                boolean shell = !headless
                        && Optional.ofNullable(System.console())
                                .filter(Console::isTerminal)
                                .isPresent();
                System.setProperty("backline.logs", home.logs().toString());
                System.setProperty("backline.console.level", detached ? "OFF" : shell ? "WARN" : "INFO");
                Map<String, String> properties =
                        FrameworkProperties.of(home, set, what.environment(set), what.httpPort, shell);
                home.remembered().set(set.name());
                RunningFramework framework = RunningFramework.start(home.sets(), set, home.remembered(), properties);
                framework.problems().forEach(System.err::println);
                Thread end = Thread.ofPlatform().name("backline-end").unstarted(framework::stop);
                Runtime.getRuntime().addShutdownHook(end);
                framework.await();
                return framework.problems().isEmpty() ? 0 : FAILED;
            }
        }

        private static FileLock lock(Home home, RandomAccessFile file)
                throws IOException, InterruptedException, AlreadyRunning {
            long until = System.nanoTime() + PATIENCE.toNanos();
            do {
                try {
                    FileLock lock = file.getChannel().tryLock();
                    if (lock != null) {
                        return lock;
                    }
                } catch (OverlappingFileLockException heldByThisProcess) {
                    // Falls through: it is held all the same.
                }
                Thread.sleep(50);
            } while (!isRunning(home) && System.nanoTime() < until);
            throw new AlreadyRunning(home);
        }
    }

    /** Starts in the background. */
    @Command(
            name = "start",
            description = "Start in the background; returns when the bot is ready, or says why it is not.",
            mixinStandardHelpOptions = true)
    static final class Start implements Callable<Integer> {

        @Mixin
        private Which which = new Which();

        @Mixin
        private What what = new What();

        @Option(names = "--wait", defaultValue = "60", description = "seconds to wait; default: ${DEFAULT-VALUE}")
        private int seconds = 60;

        @Override
        public Integer call() throws IOException, InterruptedException, AlreadyRunning {
            Home home = which.home();
            BundleSet set = what.set(home);
            home.prepare();
            if (isRunning(home)) {
                throw new AlreadyRunning(home);
            }
            // What a crash left there is kept.
            Path log = home.logs().resolve("console.log");
            long before = Files.exists(log) ? Files.size(log) : 0;
            List<String> command = new ArrayList<>();
            command.add(home.distribution().resolve("bin/backline").toString());
            command.addAll(List.of(
                    "run", "--headless", "--detached", "--home", home.root().toString()));
            command.addAll(what.arguments(set));
            Process process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            String why = "it has not answered yet";
            while (System.nanoTime() < until) {
                if (!process.isAlive()) {
                    System.err.println(
                            "backline: It ended with exit code " + process.exitValue() + ". The end of " + log + ":");
                    tail(log, before).forEach(System.err::println);
                    System.err.println("What it logged is in " + home.logs().resolve("backline.log") + ".");
                    return FAILED;
                }
                Optional<String> notReady = notReady(home);
                if (notReady.isEmpty()) {
                    System.out.println("Ready (process " + process.pid() + ").");
                    return 0;
                }
                why = notReady.get();
                Thread.sleep(200);
            }
            System.err.println("backline: It runs (process " + process.pid() + ") and is not ready after " + seconds
                    + " s: " + why);
            return FAILED;
        }

        /** The last lines of those that begin behind so many bytes. */
        private static List<String> tail(Path log, long before) throws IOException {
            try (InputStream bytes = Files.newInputStream(log)) {
                bytes.skipNBytes(before);
                String printed = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
                List<String> lines = printed.lines().toList();
                return lines.subList(Math.max(0, lines.size() - 20), lines.size());
            }
        }
    }

    /** Shows how an instance is. */
    @Command(
            name = "status",
            description = "Show whether it runs and how it is. Exit code 0: ready, 1: not ready, 3: not running.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {

        @Mixin
        private Which which = new Which();

        @Option(names = "--json", description = "for scripts")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            Home home = which.home();
            if (!isRunning(home)) {
                System.out.println(json ? "{\"running\":false}" : "Not running in " + home.root() + ".");
                return NOT_RUNNING;
            }
            int shown = ControlClient.execute(
                    home.socket(), json ? "bot:status --json" : "bot:status", System.out, System.err);
            return shown == 0 && notReady(home).isEmpty() ? 0 : FAILED;
        }
    }

    /** Runs a shell command. */
    @Command(
            name = "exec",
            description = "Run one shell command in the running instance and print what it prints.",
            mixinStandardHelpOptions = true)
    static final class Exec implements Callable<Integer> {

        @Mixin
        private Which which = new Which();

        @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "for example 'bot:status --json'")
        private List<String> words = List.of();

        @Override
        public Integer call() throws IOException {
            return exec(which.home(), String.join(" ", words));
        }
    }

    /** Runs a shell command for features. */
    @Command(
            name = "feature",
            description = "List, switch, install or update features of the running instance.",
            footer = {
                "",
                "What the shell calls feature:list is “backline feature list” here, and takes the same options; “backline"
                        + " feature” alone lists them, “backline feature COMMAND --help” says more. The path of a jar is"
                        + " that of this folder."
            })
    static final class Feature implements Callable<Integer> {

        @Mixin
        private Which which = new Which();

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Parameters(paramLabel = "COMMAND", description = "for example: off guard --why 'a look at it'")
        private List<String> words = List.of();

        @Override
        public Integer call() throws IOException {
            if (!words.isEmpty() && List.of("-h", "--help").contains(words.getFirst())) {
                spec.commandLine().usage(spec.commandLine().getOut());
                return 0;
            }
            return exec(which.home(), line(words));
        }

        /** As the shell reads it: every word as it is, whatever is in it. */
        static String line(List<String> words) {
            return words.isEmpty()
                    ? "help feature"
                    : "feature:"
                            + words.stream()
                                    .map(Feature::absolute)
                                    .map(Feature::quoted)
                                    .collect(Collectors.joining(" "));
        }

        /** The instance may run in another folder than this program. */
        private static String absolute(String word) {
            return word.endsWith(".jar") && Files.exists(Path.of(word))
                    ? Path.of(word).toAbsolutePath().normalize().toString()
                    : word;
        }

        /** Quotes do not nest in the shell's language; a backslash does for any character. */
        private static String quoted(String word) {
            return word.isEmpty() ? "\"\"" : word.replaceAll("[^\\w./:@-]", "\\\\$0");
        }
    }

    private static int exec(Home home, String line) throws IOException {
        if (!isRunning(home)) {
            System.err.println("backline: Nothing runs in " + home.root() + ". Start it with “backline start”.");
            return NOT_RUNNING;
        }
        String columns = System.getProperty("backline.columns", "");
        return ControlClient.execute(
                home.socket(), columns.isEmpty() ? line : "COLUMNS=" + columns + "; " + line, System.out, System.err);
    }

    /** Stops an instance. */
    @Command(
            name = "stop",
            description = "Stop in order: voice channels are left, queues kept, ports closed.",
            mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {

        private static final Duration PATIENCE = Duration.ofSeconds(40);
        private static final Duration GONE_WITHIN = Duration.ofSeconds(5);

        @Mixin
        private Which which = new Which();

        @Override
        public Integer call() throws IOException, InterruptedException {
            Home home = which.home();
            Optional<ProcessHandle> process = processId(home).flatMap(ProcessHandle::of);
            if (process.isEmpty() || !isRunning(home)) {
                System.out.println("Not running in " + home.root() + ".");
                return NOT_RUNNING;
            }
            process.get().destroy();
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (isRunning(home)) {
                if (System.nanoTime() > until) {
                    System.err.println("backline: Process " + process.get().pid() + " did not stop within "
                            + PATIENCE.toSeconds() + " s. See " + home.logs().resolve("backline.log") + ".");
                    return FAILED;
                }
                Thread.sleep(100);
            }
            // It lets go of the lock a moment before it is gone.
            process.get()
                    .onExit()
                    .completeOnTimeout(process.get(), GONE_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    .join();
            System.out.println("Stopped.");
            return 0;
        }
    }

    /** What the distribution is. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Backline " + (version == null ? "(unpackaged)" : version)};
        }
    }

    /** Why the running instance is not ready; empty when it is. */
    private static Optional<String> notReady(Home home) {
        try (var bytes = new ByteArrayOutputStream();
                PrintStream said = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            int code = ControlClient.execute(home.socket(), "bot:ready", said, said);
            return code == 0
                    ? Optional.empty()
                    : Optional.of(bytes.toString(StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return Optional.of("its control socket does not answer: " + e.getMessage());
        }
    }

    private static boolean isRunning(Home home) throws IOException {
        if (!Files.exists(home.lock())) {
            return false;
        }
        // Shared, so that those who only look do not take each other for an instance.
        try (RandomAccessFile file = new RandomAccessFile(home.lock().toFile(), "r");
                FileLock lock = file.getChannel().tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        }
    }

    private static Optional<Long> processId(Home home) {
        try (Stream<String> lines = Files.lines(home.lock())) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(text -> text.matches("\\d+"))
                    .map(Long::valueOf);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
