/// What is on the LAN: listens for what devices say of themselves, asks when it is told to, and
/// keeps the inventory of `core.inventory` with it.
@NullMarked
package dev.gatehouse.booth.inventory;

import org.jspecify.annotations.NullMarked;
