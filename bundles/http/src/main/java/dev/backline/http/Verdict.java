package dev.backline.http;

import java.time.Duration;

/** What is done with a request. */
sealed interface Verdict {

    /** Somebody may answer it. */
    record Admitted() implements Verdict {}

    /** It is turned away. */
    record Refused(Reason reason) implements Verdict {}

    /** It is turned away without having been looked at; it may come again. */
    record Later(Duration delay) implements Verdict {}

    /** Why a request is turned away. */
    enum Reason {
        NO_CREDENTIALS(401, "Credentials are needed."),
        WRONG_CREDENTIALS(401, "These credentials are not right."),
        FOREIGN_NAME(421, "This host is not known by that name."),
        FOREIGN_METHOD(405, "Here is only something to read.");

        private final int status;
        private final String text;

        Reason(int status, String text) {
            this.status = status;
            this.text = text;
        }

        /** Of the HTTP response. */
        int status() {
            return status;
        }

        /** What the client is told. */
        String text() {
            return text;
        }
    }
}
