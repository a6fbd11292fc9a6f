package dev.backline.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.sandbox.Exchange;
import dev.backline.sandbox.SeenMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.modals.Modal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExchangeTest {

    @Test
    void aReplyIsSeen() throws Exception {
        try (PingBot bot = new PingBot()) {
            Exchange exchange = say(bot, "/ping").get(10, TimeUnit.SECONDS);

            assertThat(exchange.answer()).map(SeenMessage::content).hasValue("pong");
            assertThat(exchange.acknowledgedAfter()).isPresent();
        }
    }

    @Test
    void anAnswerThatIsTakenBackBeforeItWasGivenEndsTheExchange() throws Exception {
        try (PingBot bot = new PingBot()) {
            bot.on("gone", event -> event.deferReply()
                    .queue(hook -> hook.deleteOriginal().queue()));

            Exchange exchange = say(bot, "/gone").get(10, TimeUnit.SECONDS);

            assertThat(exchange.answer()).isEmpty();
            assertThat(exchange.acknowledgedAfter()).isPresent();
        }
    }

    @Test
    void aFormIsShownFilledInAndSent() throws Exception {
        try (PingBot bot = new PingBot()) {
            TextInput song = TextInput.create("song", TextInputStyle.SHORT)
                    .setMaxLength(10)
                    .build();
            bot.on("wish", event -> event.replyModal(Modal.create("wish", "A wish")
                            .addComponents(Label.of("Song", song))
                            .build())
                    .queue());

            Exchange shown = say(bot, "/wish").get(10, TimeUnit.SECONDS);
            assertThat(shown.answer()).map(SeenMessage::content).hasValue("Form: A wish\nSong (song): ");
            assertThatThrownBy(() -> submit(bot, Map.of("Song", "much too long for it")))
                    .hasMessage("“Song” has 1 to 10 characters, not 20");
            assertThatThrownBy(() -> submit(bot, Map.of("song", "tone", "singer", "x")))
                    .hasMessage("The form has no input singer. Inputs: song");
            Exchange thanks = submit(bot, Map.of("Song", "tone 440")).get(10, TimeUnit.SECONDS);

            assertThat(thanks.answer()).map(SeenMessage::content).hasValue("thanks for tone 440");
            assertThatThrownBy(() -> submit(bot, Map.of("Song", "again"))).hasMessage("The bot shows alice no form");
        }
    }

    private static CompletableFuture<Exchange> submit(PingBot bot, Map<String, String> values) {
        return bot.discord().submit("demo", "alice", values).toCompletableFuture();
    }

    @Test
    void anAttachedFileCanBeFetchedByTheBot(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("my song.txt"), "la la");
        try (PingBot bot = new PingBot()) {
            bot.on("attach", event -> {
                Message.Attachment attached =
                        Objects.requireNonNull(event.getOption("what")).getAsAttachment();
                String text;
                try (InputStream content = attached.getProxy().download().join()) {
                    text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    text = e.toString();
                }
                event.reply(attached.getFileName() + " " + attached.getSize() + " " + text)
                        .queue();
            });
            bot.declare(Commands.slash("attach", "Takes a file")
                    .addOption(OptionType.ATTACHMENT, "what", "The file", true));

            Exchange exchange = say(bot, "/attach what:" + file).get(10, TimeUnit.SECONDS);

            assertThat(exchange.answer()).map(SeenMessage::content).hasValue("my_song.txt 5 la la");
            assertThatThrownBy(() -> say(bot, "/attach what:" + folder.resolve("nothing")))
                    .hasMessageStartingWith("There is no file ");
        }
    }

    @Test
    void aCommandForThoseWithMorePermissionsIsNotOffered() throws Exception {
        try (PingBot bot = new PingBot()) {
            bot.declare(
                    Commands.slash("all", "For all"),
                    Commands.slash("few", "For few")
                            .setDefaultPermissions(DefaultMemberPermissions.enabledFor(Permission.BAN_MEMBERS)));

            assertThatThrownBy(() -> say(bot, "/few")).hasMessage("There is no command “/few”. Commands: /all");
        }
    }

    @Test
    void nobodyWaitsForASandboxThatIsClosed() throws Exception {
        CompletableFuture<Exchange> exchange;
        try (PingBot bot = new PingBot()) {
            CountDownLatch heard = new CountDownLatch(1);
            bot.on("mute", event -> heard.countDown());
            exchange = say(bot, "/mute");
            assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(exchange.get(1, TimeUnit.SECONDS).answer()).isEmpty();
    }

    private static CompletableFuture<Exchange> say(PingBot bot, String line) {
        return bot.discord().say("demo", "alice", line).toCompletableFuture();
    }
}
