package dev.gatehouse.protocols.homebrew;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.Arrays;

/// DMRD: one burst (section 3). The burst is the truth; addresses and type bits are claims that
/// other software gets wrong. Read with 53 octets and with 55 or more, written with 55: some
/// gateways drop the short form.
///
/// ```
///  0      4    5        8     11        15     16       20      53    54
///  +------+----+--------+-----+---------+------+--------+-------+-----+------+
///  | DMRD | seq| source | dst | id      | bits | stream | burst | BER | RSSI |
///  +------+----+--------+-----+---------+------+--------+-------+-----+------+
/// ```
///
/// @param sequence 0 to 255, wraps
/// @param source radio
/// @param destination radio or group
/// @param id of the repeater
/// @param slot 1 or 2
/// @param unit to one radio, else to a group
/// @param kind voice or data
/// @param detail voice B to F as 1 to 5, or the data type
/// @param stream opaque
/// @param burst 33 octets
/// @param bitErrors corrected voice bits of the burst, 0 to 141; 0 also when unknown
/// @param rssi signal strength as positive number of -dBm; 0 when unknown
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record RadioFrame(
        int sequence,
        int source,
        int destination,
        int id,
        int slot,
        boolean unit,
        Kind kind,
        int detail,
        int stream,
        byte[] burst,
        int bitErrors,
        int rssi)
        implements HomebrewMessage {

    /// HomebrewFields of a burst.
    public static final int BURST_LENGTH = 33;

    static final int SHORT_LENGTH = 53;
    static final int LENGTH = 55;

    /// The fork with an identity behind it has 71.
    static final int MAX_LENGTH = 71;

    private static final int SEQUENCE_AT = 4;
    private static final int SOURCE_AT = 5;
    private static final int DESTINATION_AT = 8;
    private static final int ID_AT = 11;
    private static final int BITS_AT = 15;
    private static final int STREAM_AT = 16;
    private static final int BURST_AT = 20;
    private static final int BIT_ERRORS_AT = 53;
    private static final int RSSI_AT = 54;
    private static final int SLOT_2 = 0x80;
    private static final int UNIT = 0x40;
    private static final int KIND_SHIFT = 4;
    private static final int KIND_MASK = 0x03;
    private static final int DETAIL_MASK = 0x0F;

    /// Bits 5 and 4.
    public enum Kind {
        VOICE(0),
        VOICE_SYNC(1),
        DATA_SYNC(2),
        /// Sent by nobody.
        RESERVED(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) {
            return switch (code) {
                case 0 -> VOICE;
                case 1 -> VOICE_SYNC;
                case 2 -> DATA_SYNC;
                default -> RESERVED;
            };
        }
    }

    public RadioFrame {
        HomebrewFields.requireRadioId(source);
        HomebrewFields.requireRadioId(destination);
        requireWithin("sequence", sequence, 0, 255);
        requireWithin("slot", slot, 1, 2);
        requireWithin("detail", detail, 0, DETAIL_MASK);
        requireWithin("bit errors", bitErrors, 0, 255);
        requireWithin("signal strength", rssi, 0, 255);
        requireWithin("burst", burst.length, BURST_LENGTH, BURST_LENGTH);
    }

    private static void requireWithin(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": expected " + least + ".." + most + ", found " + value);
        }
    }

    static Decoded<HomebrewMessage> read(byte[] datagram) {
        if (datagram.length == SHORT_LENGTH + 1) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "DMRD: expected 53, 55 or more octets, found 54");
        }
        boolean full = datagram.length >= LENGTH;
        int bits = HomebrewFields.at(datagram, BITS_AT);
        return Decoded.message(
                new RadioFrame(
                        HomebrewFields.at(datagram, SEQUENCE_AT),
                        HomebrewFields.radioId(datagram, SOURCE_AT),
                        HomebrewFields.radioId(datagram, DESTINATION_AT),
                        HomebrewFields.id(datagram, ID_AT),
                        (bits & SLOT_2) != 0 ? 2 : 1,
                        (bits & UNIT) != 0,
                        Kind.of((bits >> KIND_SHIFT) & KIND_MASK),
                        bits & DETAIL_MASK,
                        HomebrewFields.id(datagram, STREAM_AT),
                        Arrays.copyOfRange(datagram, BURST_AT, BURST_AT + BURST_LENGTH),
                        full ? HomebrewFields.at(datagram, BIT_ERRORS_AT) : 0,
                        full ? HomebrewFields.at(datagram, RSSI_AT) : 0));
    }

    /// The octet of slot, call kind and frame type.
    public int bits() {
        return (slot == 2 ? SLOT_2 : 0) | (unit ? UNIT : 0) | (kind.code << KIND_SHIFT) | detail;
    }

    @Override
    public byte[] encode() {
        var message = HomebrewFields.begin("DMRD", LENGTH).put((byte) sequence);
        HomebrewFields.putRadioId(message, source);
        HomebrewFields.putRadioId(message, destination);
        message.putInt(id)
                .put((byte) bits())
                .putInt(stream)
                .put(burst)
                .put((byte) bitErrors)
                .put((byte) rssi);
        return HomebrewFields.all(message);
    }

    /// The same burst for another repeater.
    public RadioFrame to(int otherId) {
        return new RadioFrame(
                sequence,
                source,
                destination,
                otherId,
                slot,
                unit,
                kind,
                detail,
                stream,
                burst,
                bitErrors,
                rssi);
    }
}
