/// What all radio systems have in common: the way out.
@NullMarked
package dev.gatehouse.drivers.radio;

import org.jspecify.annotations.NullMarked;
