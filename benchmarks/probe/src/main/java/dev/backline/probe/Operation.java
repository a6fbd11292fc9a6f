package dev.backline.probe;

/**
 * Something that the bot does, to be measured.
 *
 * @param name unique; with the kind before it, as in {@code command queue}
 * @param batch does it some times, and returns how often
 */
record Operation(String name, Batch batch) {

    /** Some of it, at once. */
    @FunctionalInterface
    interface Batch {

        /**
         * Returns when all is done.
         *
         * @return how often it was done, more than 0
         * @throws Exception when it did not do what it is for: whatever was measured would be of something else
         */
        int run() throws Exception;
    }
}
