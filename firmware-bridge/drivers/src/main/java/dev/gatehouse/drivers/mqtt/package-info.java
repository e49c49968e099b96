/// Devices that publish on the booth's own bus.
@NullMarked
package dev.gatehouse.drivers.mqtt;

import org.jspecify.annotations.NullMarked;
