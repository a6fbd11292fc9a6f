/** The connection to Discord: logging in, staying logged in, logging out, and how it is doing. */
@NullMarked
package dev.backline.discord.gateway;

import org.jspecify.annotations.NullMarked;
