package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.coding.Bits;
import java.util.Optional;

/// Unified single block data (data type 11): ten octets of one service and a CRC-CCITT. Service 0
/// is a short location; its fields behind the latitude are told differently by different readers
/// and stay closed.
///
/// ```
///  service(4) reserved(2) time elapsed(2) longitude(25) latitude(24) ...
/// ```
///
/// @param content the ten octets
public record UnifiedData(Octets content) {

    /// Service of a short location.
    public static final int LOCATION = 0;

    private static final int SERVICE_SHIFT = 4;
    private static final int LONGITUDE_AT = 8;
    private static final int LONGITUDE_BITS = 25;
    private static final int LATITUDE_AT = LONGITUDE_AT + LONGITUDE_BITS;
    private static final int LATITUDE_BITS = 24;

    public UnifiedData {
        if (content.length() != Ccitt.CONTENT) {
            throw new IllegalArgumentException("USBD: expected 10 octets");
        }
    }

    /// From twelve octets.
    ///
    /// @param correctedBits on the way here
    public static Decoded<Checked<UnifiedData>> decode(Octets block, int correctedBits) {
        if (!Ccitt.accepts(block, DataType.UNIFIED_SINGLE_BLOCK.mask())) {
            return Ccitt.refusal("USBD", block);
        }
        return Decoded.message(
                new Checked<>(
                        new UnifiedData(block.slice(0, Ccitt.CONTENT)),
                        Assurance.CRC_CCITT,
                        correctedBits));
    }

    /// The twelve octets with their sum.
    public Octets encode() {
        byte[] block = new byte[Ccitt.LENGTH];
        content.copyTo(block, 0);
        return Ccitt.seal(block, DataType.UNIFIED_SINGLE_BLOCK.mask());
    }

    /// 0 to 15.
    public int service() {
        return content.at(0) >> SERVICE_SHIFT;
    }

    /// Where the sender is, if this is a location and not the zero that means none.
    public Optional<Position> position() {
        byte[] octets = content.toArray();
        int longitude =
                Position.signed(
                        (int) Bits.read(octets, LONGITUDE_AT, LONGITUDE_BITS), LONGITUDE_BITS);
        int latitude =
                Position.signed((int) Bits.read(octets, LATITUDE_AT, LATITUDE_BITS), LATITUDE_BITS);
        if (service() != LOCATION || (longitude == 0 && latitude == 0)) {
            return Optional.empty();
        }
        return Optional.of(
                new Position(
                        Position.degrees(latitude, 180, LATITUDE_BITS),
                        Position.degrees(longitude, 360, LONGITUDE_BITS)));
    }
}
