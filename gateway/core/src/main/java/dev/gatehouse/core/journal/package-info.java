/// The segment log: every record of a booth, on disk before it is acknowledged, and the outbox the
/// uplink follows.
@NullMarked
package dev.gatehouse.core.journal;

import org.jspecify.annotations.NullMarked;
