package dev.backline.api.command;

/**
 * A value that a member can choose.
 *
 * @param label what the member sees, 1 to 100 characters
 * @param value what the command gets, 1 to 100 characters
 */
public record Choice(String label, String value) {}
