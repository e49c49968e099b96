/// Devices and radios that were seen, and what tells who made them.
@NullMarked
package dev.gatehouse.core.inventory;

import org.jspecify.annotations.NullMarked;
