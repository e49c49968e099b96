/// Simulated lines of a chip, and what they are driven to.
@NullMarked
package dev.gatehouse.simulators.lines;

import org.jspecify.annotations.NullMarked;
