package dev.backline.container;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.NoSuchElementException;
import org.junit.Before;
import org.junit.Test;

/** Music that survives what goes wrong between the bot and Discord. */
public class FaultsIT extends DevelopmentSet {

    @Before
    public void play() throws Exception {
        alice().says("/play query:tone:440?seconds=600");
        alice().hears(440);
    }

    @Test
    public void aDroppedGatewayIsResumed() throws Exception {
        shell("sandbox:fault drop 4000");

        alice().says("/nowplaying", "Tone 440 Hz");
        alice().hears(440);
    }

    @Test
    public void aForgottenGatewaySessionIsBegunAnew() throws Exception {
        hearsOnANewConnectionAfter("forget");
        alice().says("/nowplaying", "Tone 440 Hz");
    }

    @Test
    public void aVoiceServerThatCrashedIsConnectedToAnew() throws Exception {
        hearsOnANewConnectionAfter("voice-drop 4015");
    }

    @Test
    public void aVoiceSessionThatIsOverIsBegunAnew() throws Exception {
        hearsOnANewConnectionAfter("voice-drop 4006");
    }

    @Test
    public void whoeverLeavesWhileVoiceReconnectsIsOut() throws Exception {
        alice().says("/stop");
        shell("sandbox:fault voice-drop 4015");
        alice().says("/leave");

        alice().says("/play tone 550", "Now playing");
        alice().hears(550);
    }

    @Test
    public void tooManyRequestsAreRepeatedWhenDiscordAllows() throws Exception {
        shell("sandbox:fault 429 2");

        alice().says("/nowplaying", "Tone 440 Hz");
        alice().hears(440);
    }

    @Test
    public void anInternalErrorOfDiscordIsNotTheEnd() throws Exception {
        shell("sandbox:fault 5xx 2");

        alice().says("/nowplaying", "Tone 440 Hz");
        alice().hears(440);
    }

    private void hearsOnANewConnectionAfter(String fault) throws Exception {
        // A new connection is told by its count, which begins anew: it is looked at long before it has as many.
        await().atMost(Duration.ofSeconds(60)).until(() -> alice().heard().packets() > 300);
        long before = alice().heard().packets();
        shell("sandbox:fault " + fault);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(NoSuchElementException.class)
                .until(() -> alice().heard().packets() < before);
        alice().hears(440);
    }
}
