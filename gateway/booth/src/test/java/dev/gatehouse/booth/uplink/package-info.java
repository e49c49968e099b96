/// Tests of this package.
@NullMarked
package dev.gatehouse.booth.uplink;

import org.jspecify.annotations.NullMarked;
