package dev.backline.discord.interaction;

import dev.backline.api.command.Arguments;
import dev.backline.api.command.Attachment;
import dev.backline.api.command.Caller;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Option;
import java.net.URI;
import java.util.Objects;
import java.util.OptionalLong;
import net.dv8tion.jda.api.entities.GuildVoiceState;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.AudioChannel;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.commands.CommandInteractionPayload;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import org.jspecify.annotations.Nullable;

/** What comes with an interaction, in the bot's own terms. */
final class Given {

    private Given() {}

    /** Who did it; only for interactions in a guild, and the bot declares no others. */
    static Caller caller(Interaction interaction) {
        @Nullable Member member = interaction.getMember();
        @Nullable GuildVoiceState voice = member == null ? null : member.getVoiceState();
        @Nullable AudioChannel channel = voice == null ? null : voice.getChannel();
        return new Caller(
                Objects.requireNonNull(interaction.getGuild()).getIdLong(),
                interaction.getUser().getIdLong(),
                channel == null ? OptionalLong.empty() : OptionalLong.of(channel.getIdLong()));
    }

    static Arguments arguments(CommandSpec command, CommandInteractionPayload interaction) {
        Arguments.Builder arguments = new Arguments.Builder();
        for (Option<?> option : command.options()) {
            OptionMapping value = interaction.getOption(option.name());
            if (value != null) {
                put(arguments, option, value);
            }
        }
        return arguments.build();
    }

    private static void put(Arguments.Builder arguments, Option<?> option, OptionMapping value) {
        switch (option) {
            case Option.Text text -> arguments.put(text, value.getAsString());
            case Option.Whole whole -> arguments.put(whole, value.getAsLong());
            case Option.OneOf oneOf -> arguments.put(oneOf, value.getAsString());
            case Option.File file -> arguments.put(file, attachment(value.getAsAttachment()));
            case Option.Flag flag -> arguments.put(flag, value.getAsBoolean());
        }
    }

    private static Attachment attachment(Message.Attachment file) {
        return new Attachment(URI.create(file.getUrl()), file.getFileName(), file.getSize());
    }
}
