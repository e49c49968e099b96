/// Tests of late lookouts, on simulated disks and clocks.
@NullMarked
package dev.gatehouse.core.replay;

import org.jspecify.annotations.NullMarked;
