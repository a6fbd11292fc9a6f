package dev.backline.discord.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.api.voice.VoiceCredentials;
import dev.backline.api.voice.VoiceGateway;
import dev.backline.api.voice.VoiceListener;
import dev.backline.api.voice.VoiceTransport;
import dev.backline.discord.interaction.Interactions;
import dev.backline.discord.voice.Encryption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Voice channels whose connection somebody else holds, as Lavalink nodes do, and how they differ from the bot's own. */
class VoiceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<VoiceCredentials> given = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final VoiceTransport elsewhere = new VoiceTransport.Remote(given::add);
    private TinyDiscord discord;
    private Login login;
    private VoiceGateway voice;

    @BeforeEach
    void logIn() throws Exception {
        discord = new TinyDiscord();
        CompletableFuture<Bot> loggedIn = new CompletableFuture<>();
        Settings settings = new Settings("a-token", "tiny", 0, "/play");
        login = new Login(
                settings,
                () -> Optional.of(discord),
                (endpoint, listener) -> new Bot(
                        settings,
                        endpoint,
                        new Encryption.Unavailable("not here"),
                        new ScriptedCommands(),
                        new Recorded(),
                        Interactions.ACKNOWLEDGED_AFTER,
                        listener),
                new Login.Listener() {
                    @Override
                    public void loggedIn(Bot bot) {
                        loggedIn.complete(bot);
                    }

                    @Override
                    public void loggingOut(Bot bot) {}
                });
        login.start();
        voice = loggedIn.get(SOON.toSeconds(), TimeUnit.SECONDS).voice();
    }

    @AfterEach
    void logOut() throws Exception {
        login.close();
        discord.close();
    }

    private void join(VoiceTransport transport) throws Exception {
        voice.connect(TinyDiscord.GUILD, TinyDiscord.VOICE, transport, new Ear())
                .toCompletableFuture()
                .get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void whoeverConnectsInTheBotsSteadKnowsWhoTheBotIs() {
        assertThat(voice.userId()).isEqualTo(TinyDiscord.BOT);
    }

    @Test
    void whoeverConnectsInTheBotsSteadIsGivenWhatDiscordGave() throws Exception {
        join(elsewhere);

        assertThat(given).singleElement().satisfies(credentials -> {
            assertThat(credentials.guildId()).isEqualTo(TinyDiscord.GUILD);
            assertThat(credentials.channelId()).isEqualTo(TinyDiscord.VOICE);
            assertThat(credentials.sessionId()).isEqualTo("voice");
            assertThat(credentials.endpoint())
                    .isEqualTo(discord.voice.endpoint().toString());
        });
    }

    @Test
    void renewingLeavesAndJoinsForNewCredentialsAndNobodyIsToldThatTheBotLeft() throws Exception {
        join(elsewhere);

        voice.renew(TinyDiscord.GUILD);

        await().atMost(SOON).until(() -> given.size() == 2);
        assertThat(given.getLast().token()).isNotEqualTo(given.getFirst().token());
        assertThat(discord.moves).containsExactly("join", "leave", "join");
        assertThat(heard).doesNotContain("disconnected");
    }

    @Test
    void aConnectionOfTheBotsOwnIsNotRenewed() throws Exception {
        join(new VoiceTransport.Local(() -> null));

        voice.renew(TinyDiscord.GUILD);
        voice.disconnect(TinyDiscord.GUILD);

        await().atMost(SOON).until(() -> discord.moves.contains("leave"));
        assertThat(discord.moves).containsExactly("join", "leave");
    }

    @Test
    void whatNobodyJoinedIsNotRenewed() throws Exception {
        voice.renew(TinyDiscord.GUILD);

        join(elsewhere);

        assertThat(discord.moves).containsExactly("join");
    }

    @Test
    void whereTheBotWasThrownOutItDoesNotComeBackByRenewing() throws Exception {
        join(elsewhere);
        discord.kick();
        await().atMost(SOON).until(() -> heard.contains("disconnected"));

        voice.renew(TinyDiscord.GUILD);
        join(elsewhere);

        assertThat(discord.moves).containsExactly("join", "join");
    }

    @Test
    void theBotGoesOnByItselfWithTheCredentialsThatSomebodyElseHad() throws Exception {
        join(elsewhere);

        join(new VoiceTransport.Local(() -> null));

        assertThat(discord.moves).containsExactly("join");
        assertThat(discord.voice.heard(TinyDiscord.GUILD)).isPresent();
        assertThat(heard).doesNotContain("disconnected");
    }

    @Test
    void whereThoseCredentialsAreUsedUpTheBotLeavesAndJoins() throws Exception {
        join(elsewhere);
        String unused = discord.voice.expect(TinyDiscord.GUILD, TinyDiscord.BOT, "another session");

        join(new VoiceTransport.Local(() -> null));

        assertThat(discord.moves).containsExactly("join", "leave", "join");
        assertThat(heard).doesNotContain("disconnected");
    }

    private final class Ear implements VoiceListener {

        @Override
        public void moved(long channelId) {
            heard.add("moved " + channelId);
        }

        @Override
        public void audienceChanged(int listeners) {
            heard.add("audience " + listeners);
        }

        @Override
        public void disconnected() {
            heard.add("disconnected");
        }
    }
}
