/// The outage proof: the uplink is cut and black-holed under load until a backlog waits, then
/// restored.
@NullMarked
package dev.gatehouse.proofs.outage;

import org.jspecify.annotations.NullMarked;
