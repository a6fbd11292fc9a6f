package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Bundles that hold the music's native libraries, replaced while it plays: the libraries load once per process and work
 * for whoever comes next. Queue and position survive.
 */
public class ReplacedBundlesIT extends DevelopmentSet {

    private static final List<String> MUSIC = List.of(
            "dev.backline.lavaplayer",
            "dev.backline.discord",
            "dev.backline.runtime",
            "dev.backline.libs.lavaplayer",
            "dev.backline.libs.jda",
            "dev.backline.libs.jdave");

    @Test
    public void stoppedAndStarted() throws Exception {
        for (String name : MUSIC) {
            play();

            bundle(name).stop(Bundle.STOP_TRANSIENT);
            bundle(name).start();

            goesOn(name);
        }
    }

    @Test
    public void updatedAndRefreshed() throws Exception {
        for (String name : MUSIC) {
            play();
            Bundle bundle = bundle(name);

            try (InputStream jar = URI.create(bundle.getLocation()).toURL().openStream()) {
                bundle.update(jar);
            }
            refresh(bundle);

            goesOn(name);
        }
    }

    private void play() throws Exception {
        alice().says("/play query:tone:440?seconds=600");
        alice().says("/play tone 550");
        alice().hears(440);
    }

    private void goesOn(String replaced) throws Exception {
        ready();
        alice().hears(440);
        assertThat(alice().says("/queue")).as("after " + replaced).contains("Tone 550 Hz");
        silence();
    }

    /** Wires whoever used the old revision to the new one, so that nobody holds the old class loader. */
    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        assertThat(refreshed.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
