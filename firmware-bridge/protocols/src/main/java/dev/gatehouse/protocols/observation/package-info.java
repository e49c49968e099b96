/// What devices saw, as plain values that every driver produces and the booth decides on.
@NullMarked
package dev.gatehouse.protocols.observation;

import org.jspecify.annotations.NullMarked;
