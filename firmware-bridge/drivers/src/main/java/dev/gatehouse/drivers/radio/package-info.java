/// What all radio systems have in common: what their drivers hand up, the ways out, and who permits
/// sending.
@NullMarked
package dev.gatehouse.drivers.radio;

import org.jspecify.annotations.NullMarked;
