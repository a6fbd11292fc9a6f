package dev.backline.api.command;

import java.net.URI;

/**
 * A file that came with a command.
 *
 * @param url where Discord serves it
 * @param fileName as the member's client named it; not to be trusted as a path
 * @param bytes its size
 */
public record Attachment(URI url, String fileName, long bytes) {}
