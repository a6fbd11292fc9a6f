package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A running development set, and what a test does in it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class DevelopmentSet {

    @Inject
    protected BundleContext context;

    @Inject
    protected Sandbox sandbox;

    @Inject
    protected CommandProcessor shell;

    /** Called outside the container. */
    @Configuration
    public Option[] set() throws IOException {
        return BundleSetOptions.of("development");
    }

    @Before
    public void ready() {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> assertThat(shell("bot:ready"))
                .isEmpty());
    }

    @After
    public void silence() throws Exception {
        alice().says("/stop");
        // The guild keeps it, and the next test would have it too.
        alice().says("/loop off");
        alice().says("/leave");
    }

    /** A member who sits in a voice channel. */
    Member alice() {
        return new Member(sandbox);
    }

    /** Runs a shell command and returns what it printed; whatever it throws is thrown. */
    String shell(String line) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
                CommandSession session = shell.createSession(InputStream.nullInputStream(), out, out)) {
            session.execute(line);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** The bundle of that symbolic name. */
    Bundle bundle(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no bundle " + symbolicName));
    }
}
