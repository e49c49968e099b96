/// From bursts to events and back: what a system of DMR radios says on the air becomes calls,
/// texts, places and alarms, and a text becomes bursts.
@NullMarked
package dev.gatehouse.drivers.air;

import org.jspecify.annotations.NullMarked;
