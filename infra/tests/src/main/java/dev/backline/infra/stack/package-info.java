/** A bot on its embedded Discord with a real Prometheus and Alertmanager, all on this machine. */
@NullMarked
package dev.backline.infra.stack;

import org.jspecify.annotations.NullMarked;
