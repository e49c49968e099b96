/// What Gatehouse costs, measured: each benchmark runs beside the peer it is compared with, and
/// says of each aim whether it was met.
@NullMarked
package dev.gatehouse.benchmarks;

import org.jspecify.annotations.NullMarked;
