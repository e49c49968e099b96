/// Storage behind an interface: one flat directory of files, real or simulated, so that one seed
/// replays a whole failure.
@NullMarked
package dev.gatehouse.core.disk;

import org.jspecify.annotations.NullMarked;
