package dev.backline.sandbox.voice;

/**
 * The loudest tone in a second of sound.
 *
 * @param hertz its frequency; within 1 Hz for a steady tone from 50 Hz to 15 kHz
 * @param levelDbfs level of the whole second, in decibels of a sine at full scale, which has 0
 */
public record Tone(double hertz, double levelDbfs) {}
