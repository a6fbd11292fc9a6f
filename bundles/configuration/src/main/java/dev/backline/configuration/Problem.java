package dev.backline.configuration;

/**
 * Something that is wrong with the configuration.
 *
 * @param file the file's name
 * @param text what is wrong, and what is expected; never a value, which may be a secret
 */
record Problem(String file, String text) {

    @Override
    public String toString() {
        return file + ": " + text;
    }
}
