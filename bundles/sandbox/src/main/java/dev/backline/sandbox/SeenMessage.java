package dev.backline.sandbox;

import java.util.List;

/**
 * A message as a member sees it.
 *
 * @param id snowflake
 * @param author name of who wrote it
 * @param content text, may be empty
 * @param embeds framed blocks under the text
 * @param buttons rows of buttons
 * @param ephemeral whether only one member sees it
 */
public record SeenMessage(
        long id, String author, String content, List<Embed> embeds, List<List<Button>> buttons, boolean ephemeral) {

    public SeenMessage {
        embeds = List.copyOf(embeds);
        buttons = buttons.stream().map(List::copyOf).toList();
    }

    /** A framed block of a message; absent texts are empty. */
    public record Embed(String title, String url, String description, List<Field> fields, String footer, int colour) {
        public Embed {
            fields = List.copyOf(fields);
        }
    }

    /** A named value of an embed. */
    public record Field(String name, String value, boolean inline) {}

    /**
     * A button.
     *
     * @param id its custom id
     * @param style 1 primary, 2 secondary, 3 success, 4 danger, as Discord numbers them
     */
    public record Button(String id, String label, int style, boolean disabled) {}
}
