/// Tests of this package.
@NullMarked
package dev.gatehouse.booth.device;

import org.jspecify.annotations.NullMarked;
