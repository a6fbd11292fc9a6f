package dev.backline.http.door;

import java.time.Duration;

/** What is done with a request. */
public sealed interface Verdict {

    /** Somebody may answer it. */
    record Admitted() implements Verdict {}

    /** It is turned away. */
    record Refused(Reason reason) implements Verdict {}

    /** It is turned away without having been looked at; it may come again. */
    record Later(Duration delay) implements Verdict {}

    /** Why a request is turned away. */
    enum Reason {
        NO_CREDENTIALS(401, "Credentials are needed.", "without credentials"),
        WRONG_CREDENTIALS(401, "These credentials are not right.", "with wrong credentials"),
        FOREIGN_NAME(421, "This host is not known by that name.", "by a foreign name"),
        FOREIGN_METHOD(405, "There are only things to read here.", "to change something"),
        FOREIGN_TYPE(415, "Only application/json is taken here.", "with something else than JSON"),
        UNKNOWN_LENGTH(411, "It has to be said how long it is.", "with something of unknown length"),
        TOO_LONG(413, "That is more than is taken here.", "with too much");

        private final int status;
        private final String text;
        private final String summary;

        Reason(int status, String text, String summary) {
            this.status = status;
            this.text = text;
            this.summary = summary;
        }

        /** Of the HTTP response. */
        int status() {
            return status;
        }

        /** What the client is told. */
        String text() {
            return text;
        }

        /** What operators are told, as in "3 requests ...". */
        public String summary() {
            return summary;
        }
    }
}
