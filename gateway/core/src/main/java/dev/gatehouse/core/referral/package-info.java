/// The mandatory consequence of a hit: a state machine that an officer moves and nobody deletes.
@NullMarked
package dev.gatehouse.core.referral;

import org.jspecify.annotations.NullMarked;
