/// Bursts and what one burst or one voice superframe carries (ETSI TS 102 361-1, clauses 6 to 9; TS
/// 102 361-2 for link control and control blocks). Each message is one record, read and written by
/// itself; sums are held against the octets as received.
@NullMarked
package dev.gatehouse.protocols.dmr.link;

import org.jspecify.annotations.NullMarked;
