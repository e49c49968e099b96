/// The host protocol of MMDVM and MMDVM_HS radio modems, protocol versions 1 and 2, as far as
/// digital mobile radio needs it. Bursts are 33 opaque octets here. Sections named in this package
/// are those of the fact sheet `mmdvm-modem.md`, drawn from the modems' published interface.
@NullMarked
package dev.gatehouse.protocols.mmdvm;

import org.jspecify.annotations.NullMarked;
