/// Tests of the web console.
@NullMarked
package dev.gatehouse.booth.console;

import org.jspecify.annotations.NullMarked;
