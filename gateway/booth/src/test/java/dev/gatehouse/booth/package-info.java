/// Tests of this package.
@NullMarked
package dev.gatehouse.booth;

import org.jspecify.annotations.NullMarked;
