/// Channel coding of DMR (ETSI TS 102 361-1, annex B): block codes, product codes, trellis and
/// sums, each in both directions. Nothing here knows what the bits mean.
@NullMarked
package dev.gatehouse.protocols.dmr.coding;

import org.jspecify.annotations.NullMarked;
