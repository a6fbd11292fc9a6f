package dev.backline.http.door;

import java.util.OptionalInt;

/** Paths to which something may be sent. */
@FunctionalInterface
public interface Letterboxes {

    /** How many bytes may be sent to that path at the most; empty when nothing may. */
    OptionalInt bytes(String path);
}
