package dev.backline.sandbox.shell;

import dev.backline.sandbox.SeenMessage;
import dev.backline.sandbox.SeenMessage.Button;
import dev.backline.sandbox.SeenMessage.Embed;
import dev.backline.sandbox.SeenMessage.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws a message in text, as near to what a member sees as a terminal allows. */
final class MessagePicture {

    private static final int WIDTH = 72;

    private MessagePicture() {}

    static String of(SeenMessage message) {
        StringBuilder picture = new StringBuilder();
        line(picture, message.author() + " [bot]" + (message.ephemeral() ? "  (only you can see this)" : ""));
        wrap(message.content()).forEach(text -> line(picture, "  " + text));
        message.embeds().forEach(embed -> draw(picture, embed));
        for (List<Button> row : message.buttons()) {
            line(picture, "  " + row.stream().map(MessagePicture::button).collect(Collectors.joining(" ")));
        }
        return picture.toString();
    }

    private static String button(Button button) {
        return button.disabled() ? "( " + button.label() + " )" : "[ " + button.label() + " ]";
    }

    private static void draw(StringBuilder picture, Embed embed) {
        List<String> lines = new ArrayList<>();
        lines.addAll(wrap(embed.title()));
        lines.addAll(wrap(embed.description()));
        for (Field field : embed.fields()) {
            lines.addAll(wrap(field.name() + ": " + field.value()));
        }
        lines.addAll(wrap(embed.footer()));
        for (String text : lines) {
            line(picture, "  │ " + text);
        }
    }

    /** Lines of at most {@value #WIDTH} characters, without Discord's markup for bold and code. */
    private static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        for (String paragraph :
                text.replaceAll("\\*\\*|`", "").replaceAll("\\\\(.)", "$1").split("\n", -1)) {
            String rest = paragraph;
            while (rest.length() > WIDTH) {
                int cut = rest.lastIndexOf(' ', WIDTH);
                cut = cut <= 0 ? WIDTH : cut;
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut).strip();
            }
            if (!rest.isBlank()) {
                lines.add(rest);
            }
        }
        return lines;
    }

    private static void line(StringBuilder picture, String text) {
        picture.append(text).append(System.lineSeparator());
    }
}
