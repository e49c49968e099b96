/// Links to devices and one driver for each device kind; knows nothing of lookouts.
@NullMarked
package dev.gatehouse.drivers;

import org.jspecify.annotations.NullMarked;
