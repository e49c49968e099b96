/// Tests of this package.
@NullMarked
package dev.gatehouse.booth.demo;

import org.jspecify.annotations.NullMarked;
