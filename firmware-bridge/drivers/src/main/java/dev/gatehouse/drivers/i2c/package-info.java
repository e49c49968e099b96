/// Temperatures of the booth's enclosure and processor, believed only when they are plausible.
@NullMarked
package dev.gatehouse.drivers.i2c;

import org.jspecify.annotations.NullMarked;
