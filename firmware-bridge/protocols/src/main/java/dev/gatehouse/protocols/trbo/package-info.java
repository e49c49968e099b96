/// Motorola data services in UDP (fact sheet `motorola-trbo.md`): presence (ARS), text (TMS) and
/// location (LRRP). A length field may say less than the datagram holds, for repeaters add junk:
/// the field counts, and what follows it is left alone.
@NullMarked
package dev.gatehouse.protocols.trbo;

import org.jspecify.annotations.NullMarked;
