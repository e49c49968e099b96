/// What every digital radio system has in common for the parts behind its driver: bursts that were
/// heard, bursts to be sent, and who permits sending.
@NullMarked
package dev.gatehouse.drivers.radio;

import org.jspecify.annotations.NullMarked;
