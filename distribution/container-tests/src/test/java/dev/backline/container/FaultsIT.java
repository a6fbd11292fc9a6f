package dev.backline.container;

import org.junit.Before;
import org.junit.Test;

/** Music that survives what goes wrong between the bot and Discord. */
public class FaultsIT extends DevelopmentSet {

    @Before
    public void play() throws Exception {
        alice().says("/play tone 440");
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
        shell("sandbox:fault forget");

        alice().says("/nowplaying", "Tone 440 Hz");
        alice().hears(440);
    }

    @Test
    public void aBrokenVoiceConnectionIsResumed() throws Exception {
        shell("sandbox:fault voice-drop 4015");

        alice().hears(440);
    }

    @Test
    public void aVoiceSessionThatIsOverIsBegunAnew() throws Exception {
        shell("sandbox:fault voice-drop 4006");

        alice().hears(440);
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
}
