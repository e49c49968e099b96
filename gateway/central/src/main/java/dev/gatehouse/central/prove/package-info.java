/// Reads the ledger back: proves it whole, tells its state, and counts what the opened records say.
@NullMarked
package dev.gatehouse.central.prove;

import org.jspecify.annotations.NullMarked;
