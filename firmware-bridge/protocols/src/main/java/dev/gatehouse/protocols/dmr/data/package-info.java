/// Packet data (ETSI TS 102 361-1, clause 8; TS 102 361-3): headers, blocks, packets put together
/// and taken apart, answers, and the texts and datagrams inside.
@NullMarked
package dev.gatehouse.protocols.dmr.data;

import org.jspecify.annotations.NullMarked;
