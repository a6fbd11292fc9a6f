/** What tests of collectors are made with. */
@NullMarked
package dev.backline.contract.metrics;

import org.jspecify.annotations.NullMarked;
