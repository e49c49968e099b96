/// What central keeps: every envelope as it was received, still sealed, with the marks,
/// checkpoints, receipts, losses and alarms of each booth, and beside the database the append-only
/// file of heads.
@NullMarked
package dev.gatehouse.central.ledger;

import org.jspecify.annotations.NullMarked;
