/// The driver of MMDVM and MMDVM_HS radio modems. Section numbers are those of the fact sheet
/// `mmdvm-modem.md`.
@NullMarked
package dev.gatehouse.drivers.mmdvm;

import org.jspecify.annotations.NullMarked;
