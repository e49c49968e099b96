/// Simulated plate readers of every maker that the booth reads: in its own process as a link, or as
/// peers that post, stream and write lines over real sockets. Seeded.
@NullMarked
package dev.gatehouse.simulators.camera;

import org.jspecify.annotations.NullMarked;
