package dev.backline.discord.interaction;

import dev.backline.api.command.Card;
import dev.backline.api.command.Reply;
import java.net.URI;
import java.util.List;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import net.dv8tion.jda.api.utils.messages.MessageRequest;

/** Replies as Discord's messages. Nobody is pinged by what the bot says. */
final class Messages {

    private Messages() {}

    /** A message of its own. */
    static MessageCreateData create(Reply reply) {
        return fill(new MessageCreateBuilder(), reply).build();
    }

    /** The same as the whole new content of a message, so that nothing of the old one stays. */
    static MessageEditData replace(Reply reply) {
        return fill(new MessageEditBuilder(), reply).setReplace(true).build();
    }

    private static <B extends MessageRequest<B>> B fill(B message, Reply reply) {
        return message.setContent(reply.text())
                .setEmbeds(reply.card().map(Messages::embed).stream().toList())
                .setComponents(reply.buttons().stream().map(Messages::row).toList())
                .setAllowedMentions(List.<MentionType>of());
    }

    private static MessageEmbed embed(Card card) {
        EmbedBuilder embed = new EmbedBuilder()
                .setTitle(card.title(), card.link().map(URI::toString).orElse(null))
                .setDescription(card.body())
                .setColor(colour(card.mood()));
        if (!card.footer().isEmpty()) {
            embed.setFooter(card.footer());
        }
        card.fields().forEach(field -> embed.addField(field.name(), field.value(), field.inline()));
        return embed.build();
    }

    private static int colour(Card.Mood mood) {
        return switch (mood) {
            case NEUTRAL -> 0x5865F2;
            case PLAYING -> 0x3BA55D;
            case PAUSED -> 0xFAA61A;
            case TROUBLE -> 0xED4245;
        };
    }

    private static ActionRow row(List<dev.backline.api.command.Button> buttons) {
        return ActionRow.of(buttons.stream().map(Messages::button).toList());
    }

    private static Button button(dev.backline.api.command.Button button) {
        return Button.of(style(button.style()), button.id(), button.label()).withDisabled(!button.enabled());
    }

    private static ButtonStyle style(dev.backline.api.command.Button.Style style) {
        return switch (style) {
            case PRIMARY -> ButtonStyle.PRIMARY;
            case SECONDARY -> ButtonStyle.SECONDARY;
            case SUCCESS -> ButtonStyle.SUCCESS;
            case DANGER -> ButtonStyle.DANGER;
        };
    }
}
