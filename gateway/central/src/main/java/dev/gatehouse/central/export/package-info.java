/// Gives opened records to central's own systems, and records who took them before any leaves.
@NullMarked
package dev.gatehouse.central.export;

import org.jspecify.annotations.NullMarked;
