package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.Ccitt;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.DataType;

/// A data header (clause 8.2.1): what follows, how much of it, for whom. Twelve octets, the low
/// nibble of the first the packet format, the last two a CRC-CCITT over the others as received,
/// reserved bits included.
public sealed interface DataHeader
        permits UnconfirmedHeader,
                ConfirmedHeader,
                ResponseHeader,
                DefinedDataHeader,
                RawDataHeader,
                StatusHeader,
                UdtHeader,
                ProprietaryHeader {

    /// Packet formats, the low nibble of octet 0.
    int FORMAT_MASK = 0x0F;

    /// Blocks that follow, a proprietary header counted as one.
    int blocks();

    /// Whether every block has a number and a sum of its own and the whole is to be answered.
    boolean confirmed();

    /// Ten octets without the sum.
    byte[] write();

    /// The twelve octets with their sum.
    default Octets encode() {
        return Ccitt.seal(write(), DataType.DATA_HEADER.mask());
    }

    /// From twelve octets.
    ///
    /// @param correctedBits on the way here
    static Decoded<Checked<DataHeader>> decode(Octets header, int correctedBits) {
        if (!Ccitt.accepts(header, DataType.DATA_HEADER.mask())) {
            return Ccitt.refusal("data header", header);
        }
        int format = header.at(0) & FORMAT_MASK;
        DataHeader read =
                switch (format) {
                    case UdtHeader.FORMAT -> UdtHeader.read(header);
                    case ResponseHeader.FORMAT -> ResponseHeader.read(header);
                    case UnconfirmedHeader.FORMAT -> UnconfirmedHeader.read(header);
                    case ConfirmedHeader.FORMAT -> ConfirmedHeader.read(header);
                    case DefinedDataHeader.FORMAT -> DefinedDataHeader.read(header);
                    case RawDataHeader.FORMAT ->
                            RawDataHeader.appendedBlocks(header) == 0
                                    ? StatusHeader.read(header)
                                    : RawDataHeader.read(header);
                    case ProprietaryHeader.FORMAT -> ProprietaryHeader.read(header);
                    default -> null;
                };
        if (read == null) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED, "data header: unknown packet format " + format);
        }
        return Decoded.message(new Checked<>(read, Assurance.CRC_CCITT, correctedBits));
    }

    static void requireBits(String name, int value, int bits) {
        if (value < 0 || value >= 1 << bits) {
            throw new IllegalArgumentException(name + ": expected " + bits + " bits");
        }
    }
}
