/// The running booth: its threads, its clock, its store and its wiring.
@NullMarked
package dev.gatehouse.booth.daemon;

import org.jspecify.annotations.NullMarked;
