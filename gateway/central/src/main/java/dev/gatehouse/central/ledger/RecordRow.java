package dev.gatehouse.central.ledger;

import com.google.protobuf.ByteString;

/// One record as it was received: the envelope is sealed, the rest is derived from it.
///
/// @param leaf 32 octets
/// @param commitment 32 octets
/// @param envelope canonical encoding of `gatehouse.v1.Envelope`
/// @param receivedMs central time of the receipt that first covered it, milliseconds since the
///   epoch
public record RecordRow(
        long sequence,
        ByteString leaf,
        ByteString commitment,
        ByteString envelope,
        long receivedMs) {}
