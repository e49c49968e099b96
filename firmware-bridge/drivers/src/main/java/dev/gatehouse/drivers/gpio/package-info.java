/// Lane presence from a line of the GPIO character device.
@NullMarked
package dev.gatehouse.drivers.gpio;

import org.jspecify.annotations.NullMarked;
