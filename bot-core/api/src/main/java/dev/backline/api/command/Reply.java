package dev.backline.api.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the bot says: text, a card, buttons.
 *
 * @param text may be empty when there is a card; at most 2000 characters
 * @param card a framed block under the text
 * @param buttons rows of buttons, at most 5 rows of at most 5
 * @param ephemeral whether only the member who asked sees it
 */
public record Reply(String text, Optional<Card> card, List<List<Button>> buttons, boolean ephemeral) {

    public Reply {
        buttons = buttons.stream().map(List::copyOf).toList();
        if (text.length() > 2000) {
            throw new IllegalArgumentException("A message has at most 2000 characters, not " + text.length());
        }
        if (text.isBlank() && card.isEmpty()) {
            throw new IllegalArgumentException("A message needs text or a card");
        }
        if (buttons.size() > 5 || buttons.stream().anyMatch(row -> row.isEmpty() || row.size() > 5)) {
            throw new IllegalArgumentException("A message has at most 5 rows of 1 to 5 buttons");
        }
    }

    /** Text that everyone in the channel sees. */
    public static Reply of(String text) {
        return new Reply(text, Optional.empty(), List.of(), false);
    }

    /** Text for the member who asked alone. */
    public static Reply ephemeral(String text) {
        return new Reply(text, Optional.empty(), List.of(), true);
    }

    /** A card that everyone in the channel sees. */
    public static Reply of(Card card) {
        return new Reply("", Optional.of(card), List.of(), false);
    }

    /** The same with one more row of buttons below. */
    public Reply withButtons(Button... row) {
        List<List<Button>> rows = new ArrayList<>(buttons);
        rows.add(List.of(row));
        return new Reply(text, card, rows, ephemeral);
    }

    /** The same for the member who asked alone. */
    public Reply onlyForCaller() {
        return new Reply(text, card, buttons, true);
    }
}
