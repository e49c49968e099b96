/// Low Level Reader Protocol of RFID readers, versions 1.0.1 and 1.1, both directions: splitter of
/// the stream, messages, parameters, pseudonym of a tag, view of a capture. Section numbers are
/// those of the fact sheet `llrp.md`; names are those of the GS1 standard.
@NullMarked
package dev.gatehouse.protocols.llrp;

import org.jspecify.annotations.NullMarked;
