/// Tests of the inventory.
@NullMarked
package dev.gatehouse.booth.inventory;

import org.jspecify.annotations.NullMarked;
