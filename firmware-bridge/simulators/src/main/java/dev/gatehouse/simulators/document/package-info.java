/// Simulated document readers on a serial line. Seeded; the people are made up.
@NullMarked
package dev.gatehouse.simulators.document;

import org.jspecify.annotations.NullMarked;
