/** What Discord's REST API is asked, observed. */
@NullMarked
package dev.backline.discord.rest;

import org.jspecify.annotations.NullMarked;
