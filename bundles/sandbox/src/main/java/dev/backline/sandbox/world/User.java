package dev.backline.sandbox.world;

/** Somebody with an account. */
public record User(long id, String name, boolean bot) {}
