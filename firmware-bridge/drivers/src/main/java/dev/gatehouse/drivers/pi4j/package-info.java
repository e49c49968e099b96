/// Pi4J's lines and I2C over our own device files: device code written for Pi4J runs on the booth
/// without a library of its own.
@NullMarked
package dev.gatehouse.drivers.pi4j;

import org.jspecify.annotations.NullMarked;
