/// Simulated radiation portals: ASCII lines, Aspect over Modbus TCP, N42 documents. Seeded.
@NullMarked
package dev.gatehouse.simulators.portal;

import org.jspecify.annotations.NullMarked;
