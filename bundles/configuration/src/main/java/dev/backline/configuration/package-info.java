/** The files of {@code conf/}: layered, watched, checked, and handed to the Felix Configurator. */
@NullMarked
package dev.backline.configuration;

import org.jspecify.annotations.NullMarked;
