/// Registers of sensors on I2C, as SMBus gives them.
@NullMarked
package dev.gatehouse.protocols.i2c;

import org.jspecify.annotations.NullMarked;
