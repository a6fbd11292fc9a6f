package dev.backline.http;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.api.shell.ShellTable;
import dev.backline.http.door.Admission;
import dev.backline.http.door.Credentials;
import dev.backline.http.door.PasswordHash;
import dev.backline.http.door.Verdict.Reason;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.servlet.runtime.dto.RuntimeDTO;
import org.osgi.service.servlet.runtime.dto.ServletContextDTO;
import org.osgi.service.servlet.runtime.dto.ServletDTO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what HTTP serves, and makes credentials. */
final class HttpCommands implements ShellCommands {

    private static final int TOKEN_BYTES = 32;
    private static final int PASSWORD_BYTES = 18;

    private final BundleContext context;
    private final FelixHttp server;
    private final HttpHealth health;
    private final Admission admission;
    private final String whoMayComeIn;

    HttpCommands(BundleContext context, FelixHttp server, HttpHealth health, Admission admission, String whoMayComeIn) {
        this.context = context;
        this.server = server;
        this.health = health;
        this.admission = admission;
        this.whoMayComeIn = whoMayComeIn;
    }

    @Override
    public String scope() {
        return "http";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("status", StatusCommand::new, "hash", HashCommand::new);
    }

    @Command(description = "Show where HTTP is open, for whom, what it serves, and whom it turned away")
    private final class StatusCommand implements ShellCommand {

        @Override
        public void run(ShellSession shell) {
            PrintStream out = shell.out();
            health.execute().forEach(entry -> out.println("HTTP: " + entry.getMessage()));
            out.println(whoMayComeIn);
            server.runtime().ifPresent(runtime -> {
                ShellTable table = new ShellTable("PATH", "SERVLET", "CONTEXT", "BUNDLE");
                served(runtime.getRuntimeDTO()).forEach(row -> table.add(row));
                table.print(out, shell.width());
            });
            for (Reason reason : Reason.values()) {
                if (admission.refused(reason) > 0) {
                    out.printf("Turned away: %d %s%n", admission.refused(reason), reason.summary());
                }
            }
            if (admission.putOff() > 0) {
                out.printf("Put off, after wrong credentials: %d%n", admission.putOff());
            }
        }
    }

    private Stream<String[]> served(RuntimeDTO runtime) {
        return Arrays.stream(runtime.servletContextDTOs)
                .flatMap(inContext -> Arrays.stream(inContext.servletDTOs).flatMap(servlet -> rows(inContext, servlet)))
                .sorted(Comparator.comparing(row -> row[0]));
    }

    private Stream<String[]> rows(ServletContextDTO inContext, ServletDTO servlet) {
        String root = inContext.contextPath.equals("/") ? "" : inContext.contextPath;
        return Arrays.stream(servlet.patterns)
                .map(pattern -> new String[] {root + pattern, servlet.name, inContext.name, bundle(servlet.serviceId)});
    }

    private String bundle(long serviceId) {
        try {
            ServiceReference<?>[] found =
                    context.getAllServiceReferences(null, "(" + Constants.SERVICE_ID + "=" + serviceId + ")");
            return Optional.ofNullable(found)
                    .map(references -> references[0].getBundle())
                    .map(Bundle::getSymbolicName)
                    .orElse("-");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("A number is a filter", e);
        }
    }

    @Command(
            description = "Make credentials for HTTP: a user with a password, or a bearer token",
            footer = {
                "",
                "The secret is for the client and is not kept. The line with its hash goes into .users or .tokens of"
                        + " dev.backline.http in conf/, or into a file of conf/secrets/ that is named there as"
                        + " $[secret:FILE]."
            })
    private static final class HashCommand implements ShellCommand {

        @Parameters(paramLabel = "NAME", arity = "0..1", description = "of the user")
        private @Nullable String name;

        @Option(names = "--token", description = "make a bearer token")
        private boolean token;

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "take the secret from the first line of a file; otherwise it is made up")
        private @Nullable Path file;

        @Override
        public void run(ShellSession shell) throws IOException {
            if ((name == null) != token) {
                throw new IllegalArgumentException("Name a user, or say --token");
            }
            if (name != null && (name.isEmpty() || name.indexOf(':') >= 0)) {
                throw new IllegalArgumentException("A user's name has a character at least, and no colon");
            }
            String secret = file == null ? random(token ? TOKEN_BYTES : PASSWORD_BYTES) : firstLine(file);
            PrintStream out = shell.out();
            if (file == null) {
                out.println((token ? "Token:     " : "Password:  ") + secret);
            }
            out.println(
                    token
                            ? ".tokens:   " + Credentials.digest(secret)
                            : ".users:    " + name + ":" + PasswordHash.of(secret));
        }
    }

    private static String random(int bytes) {
        byte[] secret = new byte[bytes];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private static String firstLine(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst()
                    .filter(line -> !line.isBlank())
                    .orElseThrow(() -> new IllegalArgumentException("The first line of " + file + " is empty"));
        }
    }
}
