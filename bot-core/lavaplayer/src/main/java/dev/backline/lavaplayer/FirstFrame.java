package dev.backline.lavaplayer;

/** Told, on Lavaplayer's thread, as soon as the first frame of a track can be fetched; returns at once. */
@FunctionalInterface
interface FirstFrame {
    void ready();
}
