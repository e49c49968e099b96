package dev.gatehouse.drivers;

import dev.gatehouse.protocols.observation.Received;

/// One message of a device as its link delimited it.
///
/// @param bytes owned by the receiver
/// @param received when the first byte arrived
/// @param acknowledgement to be called once
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Frame(byte[] bytes, Received received, Acknowledgement acknowledgement) {}
