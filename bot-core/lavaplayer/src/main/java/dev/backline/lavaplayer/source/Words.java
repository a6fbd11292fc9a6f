package dev.backline.lavaplayer.source;

import dev.backline.api.audio.TrackQuery;
import java.util.regex.Pattern;

/** Tells words to search by from URLs and from identifiers such as {@code tone:440}. */
final class Words {

    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_+.-]*:\\S.*");

    private Words() {}

    static boolean test(TrackQuery query) {
        return !SCHEME.matcher(query.text()).matches();
    }
}
