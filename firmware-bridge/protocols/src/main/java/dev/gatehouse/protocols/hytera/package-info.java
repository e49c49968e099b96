/// IP interfaces of Hytera repeaters and radios (fact sheet `hytera.md`): HSTRP and HRNP carry
/// HDAP, which carries presence (RRS), location (LP), text (TMP), call control (RCP) and telemetry
/// (TP); P2P registers a repeater that then sends its bursts as IPSC datagrams. Nothing in these
/// protocols authenticates anybody: who may speak is the driver's business.
@NullMarked
package dev.gatehouse.protocols.hytera;

import org.jspecify.annotations.NullMarked;
