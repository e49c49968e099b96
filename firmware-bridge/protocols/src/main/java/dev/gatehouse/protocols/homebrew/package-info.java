/// The Homebrew protocol between repeaters or hotspots and a master (MMDVM network protocol): UDP,
/// one message a datagram, numbers big-endian, texts ASCII. Bursts are 33 opaque octets here. There
/// is no encryption, and no authentication of messages after the login. Sections named in this
/// package are those of the fact sheet `homebrew.md`.
@NullMarked
package dev.gatehouse.protocols.homebrew;

import org.jspecify.annotations.NullMarked;
