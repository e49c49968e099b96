/// Serial ports: one thread reads, one writes; a port that is lost or silent is opened again.
@NullMarked
package dev.gatehouse.drivers.serial;

import org.jspecify.annotations.NullMarked;
