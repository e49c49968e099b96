/// RFID readers over LLRP: the client's state machine, what becomes of tags, the station. Section
/// numbers are those of the fact sheet `llrp.md`.
@NullMarked
package dev.gatehouse.drivers.llrp;

import org.jspecify.annotations.NullMarked;
