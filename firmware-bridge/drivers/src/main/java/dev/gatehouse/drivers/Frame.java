package dev.gatehouse.drivers;

import dev.gatehouse.protocols.observation.Received;
import java.net.InetSocketAddress;
import java.util.Optional;

/// One message of a device as its link delimited it; of a stream, the octets that arrived together.
///
/// @param bytes owned by the receiver
/// @param received when the first byte arrived
/// @param acknowledgement to be called once
/// @param source who sent it, on links of datagrams
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Frame(
        byte[] bytes,
        Received received,
        Acknowledgement acknowledgement,
        Optional<InetSocketAddress> source) {

    /// A frame of the link's one device.
    public Frame(byte[] bytes, Received received, Acknowledgement acknowledgement) {
        this(bytes, received, acknowledgement, Optional.empty());
    }
}
