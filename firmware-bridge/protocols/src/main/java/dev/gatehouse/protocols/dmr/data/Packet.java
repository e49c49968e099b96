package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.link.Assurance;
import java.util.Optional;

/// A whole packet whose sum holds.
///
/// @param header its own
/// @param proprietary a maker's second header, if there was one
/// @param data octets of the user, padding and sum taken off
/// @param padding octets that were taken off before the sum
/// @param assurance CRC-32, of unified data transport CRC-CCITT
/// @param correctedBits in all its bursts
/// @param sum the CRC as a number
public record Packet(
        DataHeader header,
        Optional<ProprietaryHeader> proprietary,
        Octets data,
        Octets padding,
        Assurance assurance,
        int correctedBits,
        int sum) {

    /// For whom and from whom; a proprietary header alone begins no packet.
    public Route route() {
        return route(header);
    }

    static Route route(DataHeader header) {
        return switch (header) {
            case UnconfirmedHeader one -> one.route();
            case ConfirmedHeader one -> one.route();
            case ResponseHeader one -> one.route();
            case DefinedDataHeader one -> one.route();
            case RawDataHeader one -> one.route();
            case StatusHeader one -> one.route();
            case UdtHeader one -> one.route();
            case ProprietaryHeader _ ->
                    throw new IllegalStateException("a proprietary header begins no packet");
        };
    }
}
