package dev.backline.discord.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.backline.api.discord.DiscordEndpoint;
import dev.backline.api.event.GatewayObserver.GatewayStatus;
import dev.backline.api.event.RestRoute;
import dev.backline.discord.gateway.TinyDiscord.Asked;
import dev.backline.discord.interaction.Interactions;
import dev.backline.discord.voice.Encryption;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bot on a small stand-in for Discord, over real sockets. */
class BotTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Recorded events = new Recorded();
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile CountDownLatch mayGoOn = new CountDownLatch(0);

    /** So long that a busy machine does not turn an answer into an acknowledgement. */
    private volatile Duration acknowledgedAfter = Duration.ofSeconds(30);

    private TinyDiscord discord;
    private Login login;

    @BeforeEach
    void start() throws Exception {
        discord = new TinyDiscord();
        login = login("a-token");
    }

    @AfterEach
    void stop() throws Exception {
        mayGoOn.countDown();
        login.close();
        discord.close();
    }

    private Login login(String token) {
        Settings settings = new Settings(token, "tiny", 0, "/play");
        return new Login(
                settings,
                () -> Optional.of(discord),
                (endpoint, listener) -> new Bot(
                        settings,
                        endpoint,
                        new Encryption.Unavailable("not here"),
                        new ScriptedCommands(),
                        events,
                        acknowledgedAfter,
                        listener),
                new Login.Listener() {
                    @Override
                    public void loggedIn(Bot bot) {
                        told.countDown();
                        try {
                            mayGoOn.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }

                    @Override
                    public void loggingOut(Bot bot) {}
                });
    }

    private void loggedIn() {
        login.start();
        await().atMost(SOON).until(() -> login.state() instanceof LoginState.LoggedIn);
        await().atMost(SOON)
                .until(() -> !asked(asked -> asked.is("PUT", "/commands")).isEmpty());
    }

    private Set<Asked> asked(Predicate<Asked> which) {
        return discord.asked.stream().filter(which).collect(Collectors.toSet());
    }

    private Asked theAnswer(String method, String pathPart) {
        await().atMost(SOON)
                .until(() -> !asked(asked -> asked.is(method, pathPart)).isEmpty());
        return asked(asked -> asked.is(method, pathPart)).iterator().next();
    }

    private static DataObject query(String text) {
        return DataObject.empty().put("name", "query").put("type", 3).put("value", text);
    }

    @Test
    void logsInAndDeclaresItsCommands() {
        loggedIn();

        Asked declared = theAnswer("PUT", "/commands");
        assertThat(declared.body()).contains("\"echo\"", "\"max_value\":200", "\"autocomplete\":true");
        assertThat(login.state().explanation()).startsWith("1 of 1 shards connected, ");
        assertThat(events.gateway).contains(GatewayStatus.CONNECTING, GatewayStatus.CONNECTED);
    }

    @Test
    void isLoggedInWhenWhoeverNeedsThatKnowsIt() throws Exception {
        mayGoOn = new CountDownLatch(1);
        login.start();
        assertThat(told.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(login.state()).isInstanceOf(LoginState.Connecting.class);
        mayGoOn.countDown();
        await().atMost(SOON).until(() -> login.state() instanceof LoginState.LoggedIn);
    }

    @Test
    void declaresNothingWhenDiscordHasTheSameCommands() throws Exception {
        loggedIn();
        login.close();
        discord.asked.clear();
        login = login("a-token");

        login.start();
        theAnswer("GET", "/commands");
        await().atMost(SOON).until(() -> discord.identified.get() == 2);
        await().atMost(SOON)
                .until(() -> events.requests.stream()
                                .filter(new RestRoute("GET", "applications/{application_id}/commands")::equals)
                                .count()
                        == 2);

        assertThat(asked(asked -> asked.is("PUT", "/commands"))).isEmpty();
    }

    @Test
    void answersACommandDirectly() {
        loggedIn();

        String token = discord.command("echo", query("hello"));

        Asked answer = theAnswer("POST", token + "/callback");
        assertThat(answer.body()).contains("\"type\":4", "hello 0", "\"custom_id\":\"again\"");
        await().atMost(SOON).untilAsserted(() -> assertThat(events.commands)
                .containsExactly("started echo", "acknowledged echo", "finished echo SUCCESS"));
    }

    @Test
    void acknowledgesWorkBeforeItAnswers() {
        loggedIn();

        String token = discord.command("work");

        assertThat(theAnswer("POST", token + "/callback").body()).contains("\"type\":5");
        assertThat(theAnswer("PATCH", token + "/messages/@original").body()).contains("worked");
    }

    @Test
    void answersAUserErrorForTheMemberAlone() {
        loggedIn();

        String token = discord.command("wrong");

        assertThat(theAnswer("POST", token + "/callback").body()).contains("\"flags\":64", "Join a voice channel");
        await().atMost(SOON).until(() -> events.commands.contains("finished wrong USER_ERROR"));
    }

    @Test
    void takesThePublicDeferralAwayBeforeAnEphemeralAnswer() {
        loggedIn();

        String token = discord.command("late-wrong");

        theAnswer("DELETE", token + "/messages/@original");
        Asked answer = theAnswer("POST", "/webhooks/" + TinyDiscord.BOT + "/" + token);
        assertThat(answer.body()).contains("\"flags\":64", "Join a voice channel");
    }

    @Test
    void tellsAMemberNothingOfTheBotsOwnFailuresButAReference() {
        loggedIn();

        String token = discord.command("broken");

        assertThat(theAnswer("POST", token + "/callback").body())
                .contains("\"flags\":64", "reference")
                .doesNotContain("a secret detail");
        await().atMost(SOON).until(() -> events.commands.contains("finished broken FAILURE"));
    }

    @Test
    void acknowledgesInTimeWhatTakesLongerThanItShould() {
        acknowledgedAfter = Interactions.ACKNOWLEDGED_AFTER;
        loggedIn();

        String token = discord.command("never");

        assertThat(theAnswer("POST", token + "/callback").body()).contains("\"type\":5");
        await().atMost(SOON).until(() -> events.commands.contains("acknowledged never"));
    }

    @Test
    void answersCommandsInFlightWhenItStops() {
        acknowledgedAfter = Interactions.ACKNOWLEDGED_AFTER;
        loggedIn();
        String token = discord.command("never");
        await().atMost(SOON).until(() -> events.commands.contains("acknowledged never"));

        login.close();

        assertThat(theAnswer("POST", "/webhooks/" + TinyDiscord.BOT + "/" + token)
                        .body())
                .contains("restarted");
        assertThat(events.commands).contains("finished never FAILURE");
    }

    @Test
    void countsACommandThatDiscordNoLongerKnowsAsTimeout() {
        loggedIn();
        discord.refuse("/callback", 404, "{\"code\":10062,\"message\":\"Unknown interaction\"}");

        discord.command("echo", query("hello"));

        await().atMost(SOON).untilAsserted(() -> assertThat(events.commands)
                .containsExactly("started echo", "finished echo TIMEOUT"));
    }

    @Test
    void completesWhatAMemberTypes() {
        loggedIn();

        String token = discord.typing("echo", query("abc"));

        assertThat(theAnswer("POST", token + "/callback").body()).contains("\"type\":8", "abc!");
    }

    @Test
    void changesTheMessageOfAButton() {
        loggedIn();

        String token = discord.press("again");

        assertThat(theAnswer("POST", token + "/callback").body()).contains("\"type\":7", "after");
        await().atMost(SOON).untilAsserted(() -> assertThat(events.commands)
                .containsExactly("started button", "acknowledged button", "finished button SUCCESS"));
    }

    @Test
    void leavesTheMessageOfAButtonAloneWhenTheAnswerIsForTheMember() {
        loggedIn();

        String token = discord.press("other");

        assertThat(theAnswer("POST", token + "/callback").body())
                .contains("\"type\":4", "\"flags\":64", "not that one");
    }

    @Test
    void doesNotTryAWrongTokenAgain() {
        discord.refuse("/gateway/bot", 401, "{\"code\":0,\"message\":\"401: Unauthorized\"}");

        login.start();

        await().atMost(SOON).until(() -> login.state() instanceof LoginState.Refused);
        assertThat(login.state().explanation())
                .contains("does not accept the token")
                .doesNotContain("a-token");
        assertThat(discord.identified).hasValue(0);
    }

    @Test
    void doesNotMindBlanksAroundTheToken() {
        login = login(" a-token\n");

        loggedIn();

        assertThat(login.state().explanation()).startsWith("1 of 1 shards connected, ");
    }

    @Test
    void doesNotTryATokenWithBlanksInsideAndDoesNotSayIt() {
        login = login("Bot a-token");

        login.start();

        await().atMost(SOON).until(() -> login.state() instanceof LoginState.Refused);
        assertThat(login.state().explanation()).contains("without the word Bot").doesNotContain("a-token");
        assertThat(discord.asked).isEmpty();
    }

    @Test
    void saysWhichIntentIsNotAllowed() {
        discord.closeOnIdentify = 4014;

        login.start();

        await().atMost(SOON).until(() -> login.state() instanceof LoginState.Refused);
        assertThat(login.state().explanation()).contains("GUILD_VOICE_STATES");
    }

    @Test
    void triesAgainWhenDiscordFails() {
        discord.refuse("/gateway/bot", 403, "{}");
        login.start();
        await().atMost(SOON).until(() -> login.state() instanceof LoginState.Retrying);

        discord.allow("/gateway/bot");

        await().atMost(SOON).until(() -> login.state() instanceof LoginState.LoggedIn);
    }

    @Test
    void declaresItsCommandsAgainWhenDiscordRefusedThem() {
        discord.refuse("/commands", 403, "{\"code\":50001,\"message\":\"Missing Access\"}");
        login.start();
        await().atMost(SOON).until(() -> login.state() instanceof LoginState.LoggedIn);
        await().atMost(SOON)
                .until(() -> asked(asked -> asked.is("GET", "/commands")).size() == 1);
        assertThat(login.state().explanation()).endsWith(", commands not declared yet");

        discord.allow("/commands");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(login.state().explanation()).endsWith(" ms"));
        theAnswer("PUT", "/commands");
    }

    @Test
    void leavesNoThreadBehind() {
        Set<Thread> before = threads();
        loggedIn();

        login.close();

        await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    @Test
    void leavesNoThreadBehindWhenItCannotBeMade() {
        loggedIn();
        Set<Thread> before = threads();

        assertThatThrownBy(() -> new Bot(
                        new Settings("a-token", "broken", 0, "/play"),
                        Optional.of(new BrokenEndpoint()),
                        new Encryption.Unavailable("not here"),
                        new ScriptedCommands(),
                        events,
                        acknowledgedAfter,
                        new Deaf()))
                .hasMessage("It has no address");

        await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive()
                        && (thread.getName().contains("backline")
                                || thread.getName().contains("JDA")
                                || thread.getName().contains("SessionController")))
                .collect(Collectors.toSet());
    }

    @Test
    void hearsHeartbeats() {
        discord.heartbeatMillis = 1000;
        loggedIn();

        await().atMost(SOON).until(() -> events.heartbeats.get() > 0);
    }

    /** Nobody can connect to it. */
    private static final class BrokenEndpoint implements DiscordEndpoint {

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public URI rest() {
            throw new IllegalStateException("It has no address");
        }

        @Override
        public URI gateway() {
            throw new IllegalStateException("It has no gateway");
        }

        @Override
        public SSLContext voiceTls() {
            throw new IllegalStateException("It has no voice");
        }
    }

    private static final class Deaf implements Bot.Listener {

        @Override
        public void ready() {}

        @Override
        public void ended(Optional<CloseCode> reason) {}
    }
}
