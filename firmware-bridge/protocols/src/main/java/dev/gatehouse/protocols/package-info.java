/// Bytes to typed messages and back: no input or output, no threads, no clock.
@NullMarked
package dev.gatehouse.protocols;

import org.jspecify.annotations.NullMarked;
