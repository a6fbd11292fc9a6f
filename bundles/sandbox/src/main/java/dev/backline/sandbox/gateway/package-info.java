/** The gateway: sessions of clients, and what they are told. */
@NullMarked
package dev.backline.sandbox.gateway;

import org.jspecify.annotations.NullMarked;
