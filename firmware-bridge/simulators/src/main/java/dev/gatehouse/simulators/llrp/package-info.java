/// Simulated RFID readers that speak LLRP by the real codec: as links, and as a TCP server of their
/// own. Section numbers are those of the fact sheet `llrp.md`.
@NullMarked
package dev.gatehouse.simulators.llrp;

import org.jspecify.annotations.NullMarked;
