/// What a technician is told: findings about a booth, each with its cause and what to do next.
/// Reads the status page of a running booth, and files, clock and ports of the machine; never
/// content.
@NullMarked
package dev.gatehouse.booth.doctor;

import org.jspecify.annotations.NullMarked;
