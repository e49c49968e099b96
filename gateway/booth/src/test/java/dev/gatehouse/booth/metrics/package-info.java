/// Tests of the metrics.
@NullMarked
package dev.gatehouse.booth.metrics;

import org.jspecify.annotations.NullMarked;
