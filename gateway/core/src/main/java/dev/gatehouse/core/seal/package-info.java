/// Envelopes, epochs, hash chain, checkpoints and receipts: how a record leaves the booth so that
/// only central reads it and nobody alters, reorders or drops it unseen.
@NullMarked
package dev.gatehouse.core.seal;

import org.jspecify.annotations.NullMarked;
