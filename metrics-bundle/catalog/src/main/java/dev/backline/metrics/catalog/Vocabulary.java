package dev.backline.metrics.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A closed set of words that is known when a collector starts: the memory pools of this JVM, the nodes of the
 * configuration. Never what users write.
 */
public final class Vocabulary {

    /** The most words that one has. */
    public static final int MOST = 256;

    private static final Term OTHER = new Term(Label.OTHER);

    private final Map<String, Term> terms;

    private Vocabulary(Map<String, Term> terms) {
        this.terms = terms;
    }

    /**
     * Of these words.
     *
     * @throws IllegalArgumentException when there are more than {@value #MOST}
     */
    public static Vocabulary of(Collection<String> words) {
        Map<String, Term> terms = new LinkedHashMap<>();
        words.forEach(word -> terms.put(word, new Term(word)));
        if (terms.size() > MOST) {
            throw new IllegalArgumentException("A vocabulary has " + MOST + " words at most, not " + terms.size());
        }
        return new Vocabulary(terms);
    }

    /** The numbers from 0 to {@value #MOST} - 1: shards, say. */
    public static Vocabulary numbers() {
        return of(IntStream.range(0, MOST).mapToObj(Integer::toString).toList());
    }

    /** The term for a word; {@value Label#OTHER} for one that is not in the vocabulary. */
    public Term term(String word) {
        return terms.getOrDefault(word, OTHER);
    }

    /** The term for a number of {@link #numbers}. */
    public Term term(int number) {
        return term(Integer.toString(number));
    }
}
