/// A made-up LAN: devices that announce themselves and answer questions as their like do, each on
/// an address of its own.
@NullMarked
package dev.gatehouse.simulators.lan;

import org.jspecify.annotations.NullMarked;
