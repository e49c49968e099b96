/// Tests of the daemon's own parts.
@NullMarked
package dev.gatehouse.booth.daemon;

import org.jspecify.annotations.NullMarked;
