@NullMarked
package dev.backline.discord.rest;

import org.jspecify.annotations.NullMarked;
