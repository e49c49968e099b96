/// Tests of this package.
@NullMarked
package dev.gatehouse.booth.daemon;

import org.jspecify.annotations.NullMarked;
