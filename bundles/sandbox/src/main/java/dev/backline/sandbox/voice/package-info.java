/**
 * A Discord voice server on loopback: the voice gateway (version 8), its UDP port, and an ear that tells what it heard.
 *
 * <p>The order of messages, their fields and the close codes follow Discord's developer documentation, topics "Voice
 * Connections" and "Opcodes and Status Codes".
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.sandbox.voice;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
