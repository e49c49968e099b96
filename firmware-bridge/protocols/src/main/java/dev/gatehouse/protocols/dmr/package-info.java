/// Digital mobile radio by ETSI TS 102 361: what a receiver makes of the bursts of one slot, and
/// the technician's view of them. Layers below: `coding`, `link`, `data`.
@NullMarked
package dev.gatehouse.protocols.dmr;

import org.jspecify.annotations.NullMarked;
