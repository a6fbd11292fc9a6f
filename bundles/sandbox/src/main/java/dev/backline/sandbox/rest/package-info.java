/** Discord's REST API, version 10, as far as the bot uses it. */
@NullMarked
package dev.backline.sandbox.rest;

import org.jspecify.annotations.NullMarked;
