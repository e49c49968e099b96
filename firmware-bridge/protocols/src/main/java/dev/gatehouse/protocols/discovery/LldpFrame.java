package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a neighbour on the wire says of itself (IEEE 802.1AB): a chain of fields, each with a type
/// of 7 bits and a length of 9. Chassis, port and time to live come first and in this order. What
/// stands behind the end field fills the Ethernet frame and is no part of it.
///
/// @param fields in the order sent, without the end
public record LldpFrame(List<Field> fields) {
    /// Fields of one frame.
    public static final int MAX_FIELDS = 64;

    /// Octets of one frame: an Ethernet payload.
    public static final int MAX_OCTETS = 1_500;

    private static final int MAX_FIELD_OCTETS = 0x1FF;
    private static final int LENGTH_BITS = 9;
    private static final int END = 0;
    private static final int END_OCTETS = 2;
    private static final int CHASSIS = 1;
    private static final int PORT = 2;
    private static final int TIME_TO_LIVE = 3;
    private static final int PORT_DESCRIPTION = 4;
    private static final int SYSTEM_NAME = 5;
    private static final int SYSTEM_DESCRIPTION = 6;
    private static final int ORGANISATION = 127;
    private static final int CHASSIS_IS_MAC = 4;

    // ANSI/TIA-1057, LLDP-MED
    private static final int MED = 0x0012BB;
    private static final int MED_HEAD = 4;

    /// What LLDP-MED tells of the equipment itself (ANSI/TIA-1057, 10.2.6).
    public enum Inventory {
        HARDWARE(5),
        FIRMWARE(6),
        SOFTWARE(7),
        SERIAL(8),
        MANUFACTURER(9),
        MODEL(10);

        private final int subtype;

        Inventory(int subtype) {
            this.subtype = subtype;
        }
    }

    /// One field.
    ///
    /// @param type 1 to 127
    /// @param value at most 511 octets
    public record Field(int type, Octets value) {
        public Field {
            if (type < 1 || type > ORGANISATION || value.length() > MAX_FIELD_OCTETS) {
                throw new IllegalArgumentException("LLDP field: type or length out of range");
            }
        }
    }

    public LldpFrame {
        fields = List.copyOf(fields);
    }

    /// Reads what follows the Ethertype 0x88CC.
    public static Decoded<LldpFrame> decode(byte[] octets) {
        try {
            return Decoded.message(new LldpFrame(fields(octets)));
        } catch (Refusal e) {
            return e.rejected();
        }
    }

    private static List<Field> fields(byte[] octets) throws Refusal {
        if (octets.length > MAX_OCTETS) {
            throw new Refusal(
                    RejectReason.TOO_LONG, "frame: expected at most " + MAX_OCTETS + " octets");
        }
        List<Field> fields = new ArrayList<>();
        int at = 0;
        while (at < octets.length) {
            if (octets.length - at < 2) {
                throw new Refusal(RejectReason.TOO_SHORT, "field: expected 2 octets at " + at);
            }
            int head = (octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF);
            int type = head >>> LENGTH_BITS;
            int length = head & MAX_FIELD_OCTETS;
            at += 2;
            if (octets.length - at < length) {
                throw new Refusal(
                        RejectReason.TOO_SHORT,
                        "field: expected " + length + " octets at " + at + ", found fewer");
            }
            if (type == END) {
                if (length != 0) {
                    throw new Refusal(RejectReason.BAD_VALUE, "end: expected length 0");
                }
                break;
            }
            if (fields.size() == MAX_FIELDS) {
                throw new Refusal(
                        RejectReason.LIMIT_EXCEEDED, "fields: expected at most " + MAX_FIELDS);
            }
            fields.add(new Field(type, Octets.of(octets, at, length)));
            at += length;
        }
        require(fields);
        return fields;
    }

    private static void require(List<Field> fields) throws Refusal {
        int[] first = {CHASSIS, PORT, TIME_TO_LIVE};
        for (int i = 0; i < first.length; i++) {
            if (fields.size() <= i || fields.get(i).type != first[i]) {
                throw new Refusal(
                        RejectReason.MISSING_FIELD,
                        "fields: expected type " + first[i] + " at place " + i);
            }
            if (fields.get(i).value.length() < 2) {
                throw new Refusal(RejectReason.TOO_SHORT, "field " + first[i] + ": 2 octets");
            }
        }
    }

    /// With the end field, where there is room for it: a frame that is full ends without (IEEE
    /// 802.1AB-2016 leaves it to the sender).
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Field field : fields) {
            int head = field.type << LENGTH_BITS | field.value.length();
            out.write(head >>> 8);
            out.write(head);
            out.writeBytes(field.value.toArray());
        }
        if (out.size() + END_OCTETS <= MAX_OCTETS) {
            out.write(END);
            out.write(0);
        }
        return out.toByteArray();
    }

    /// The interface address by which the neighbour names itself, when it does so.
    public Optional<MacAddress> chassisMac() {
        return value(CHASSIS)
                .filter(value -> value.at(0) == CHASSIS_IS_MAC)
                .flatMap(value -> MacAddress.of(value.slice(1, value.length())));
    }

    /// The neighbour's port, as it calls it.
    public String portId() {
        return value(PORT).map(value -> text(value.slice(1, value.length()))).orElse("");
    }

    /// Seconds for which this holds.
    public int timeToLiveS() {
        return value(TIME_TO_LIVE).map(value -> value.u16(0)).orElse(0);
    }

    public String portDescription() {
        return value(PORT_DESCRIPTION).map(LldpFrame::text).orElse("");
    }

    public String systemName() {
        return value(SYSTEM_NAME).map(LldpFrame::text).orElse("");
    }

    public String systemDescription() {
        return value(SYSTEM_DESCRIPTION).map(LldpFrame::text).orElse("");
    }

    /// What LLDP-MED tells; empty when it does not.
    public String inventory(Inventory wanted) {
        return fields.stream()
                .filter(field -> field.type == ORGANISATION && field.value.length() >= MED_HEAD)
                .map(Field::value)
                .filter(value -> value.u24(0) == MED && value.at(3) == wanted.subtype)
                .findFirst()
                .map(value -> text(value.slice(MED_HEAD, value.length())))
                .orElse("");
    }

    private Optional<Octets> value(int type) {
        return fields.stream().filter(field -> field.type == type).map(Field::value).findFirst();
    }

    private static String text(Octets value) {
        return ShownText.of(value.toArray());
    }
}
