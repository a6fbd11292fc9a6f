package dev.backline.metrics.catalog;

/** A word of a {@link Vocabulary}, so that it may stand in a label. */
public final class Term {

    private final String word;

    Term(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
