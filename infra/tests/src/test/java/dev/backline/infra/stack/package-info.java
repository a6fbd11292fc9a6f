/** Tests of the bot together with the real Prometheus and Alertmanager. */
@NullMarked
package dev.backline.infra.stack;

import org.jspecify.annotations.NullMarked;
