/// Late lookouts: what recent passages presented, kept encrypted for a while, and held against
/// every lookout that is new, changed or back in force.
@NullMarked
package dev.gatehouse.core.replay;

import org.jspecify.annotations.NullMarked;
