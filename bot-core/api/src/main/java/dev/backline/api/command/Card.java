package dev.backline.api.command;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A framed block of a message; Discord calls it an embed.
 *
 * @param title at most 256 characters
 * @param link where the title leads
 * @param body at most {@value #MAX_BODY} characters
 * @param fields at most 25
 * @param footer at most 2048 characters, may be empty
 * @param mood its accent
 */
public record Card(String title, Optional<URI> link, String body, List<Field> fields, String footer, Mood mood) {

    /** Most characters of a body. */
    public static final int MAX_BODY = 4096;

    public Card {
        fields = List.copyOf(fields);
        if (title.length() > 256 || body.length() > MAX_BODY || footer.length() > 2048 || fields.size() > 25) {
            throw new IllegalArgumentException("A card's title, body, footer or number of fields is too long: "
                    + title.length() + ", " + body.length() + ", " + footer.length() + ", " + fields.size());
        }
    }

    /** A card of title and body. */
    public static Card of(String title, String body) {
        return new Card(title, Optional.empty(), body, List.of(), "", Mood.NEUTRAL);
    }

    /**
     * A named value in a card.
     *
     * @param name 1 to 256 characters
     * @param value 1 to 1024 characters
     * @param inline whether others may stand beside it
     */
    public record Field(String name, String value, boolean inline) {}

    /** The accent of a card. */
    public enum Mood {
        NEUTRAL,
        PLAYING,
        PAUSED,
        TROUBLE
    }
}
