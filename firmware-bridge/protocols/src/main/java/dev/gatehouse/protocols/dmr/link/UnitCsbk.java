package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Octets;
import java.util.Optional;

/// Control blocks of FID 10 from unit to unit, which many makers' radios send: call alert, its
/// acknowledgement, radio check, emergency alarm, registration. None is in the standard.
///
/// ```
///  2..3: by kind   4..6: first address   7..9: second address
/// ```
///
/// The layout of an emergency alarm is met under Hytera's feature sets too, with less certainty.
///
/// @param kind what it says
/// @param first octets 4 to 6 of the block, or 2 to 4 of a registration; see [#target]
/// @param second octets 7 to 9, or 5 to 7 of a registration; see [#source]
/// @param information the two octets that are no address, as sent
public record UnitCsbk(
        Head head, Kind kind, int information, RadioAddress first, RadioAddress second)
        implements Csbk {

    /// What the block says.
    public enum Kind {
        /// Somebody wants to be called back.
        CALL_ALERT(0x1F),
        /// Acknowledges an alert or an alarm.
        ACKNOWLEDGEMENT(0x20),
        /// Radio check and its kin; [#REQUEST] in the second octet of the information asks.
        RADIO_CHECK(0x24),
        /// Somebody pressed the emergency key.
        EMERGENCY_ALARM(0x27),
        /// Registration with a presence server; the information is the start of its message.
        REGISTRATION(0x08);

        private static final Kind[] ALL = values();

        private final int opcode;

        Kind(int opcode) {
            this.opcode = opcode;
        }

        static Optional<Kind> of(Head head) {
            for (Kind kind : ALL) {
                if (kind.opcode == head.opcode()) {
                    boolean known =
                            head.fid() == FeatureSet.MOTOROLA
                                    || (kind == EMERGENCY_ALARM
                                            && (head.fid() == FeatureSet.HYTERA_08
                                                    || head.fid() == FeatureSet.HYTERA_68));
                    return known ? Optional.of(kind) : Optional.empty();
                }
            }
            return Optional.empty();
        }
    }

    /// Second octet of a radio check that asks; with any other it answers.
    public static final int REQUEST = 0x80;

    private static final int INFORMATION_AT = 0;
    private static final int FIRST_AT = 2;
    private static final int SECOND_AT = 5;
    private static final int REGISTRATION_FIRST_AT = 0;
    private static final int REGISTRATION_SECOND_AT = 3;
    private static final int REGISTRATION_INFORMATION_AT = 6;

    public UnitCsbk {
        if (Kind.of(head).orElse(null) != kind) {
            throw new IllegalArgumentException(kind + ": found opcode " + head.opcode());
        }
        Position.requireBits("information", information, 16);
    }

    /// To be sent with FID 10.
    public static UnitCsbk of(
            Kind kind, int information, RadioAddress target, RadioAddress source) {
        boolean answer = kind == Kind.RADIO_CHECK && !asks(information);
        return new UnitCsbk(
                Head.of(kind.opcode, FeatureSet.MOTOROLA),
                kind,
                information,
                answer ? source : target,
                answer ? target : source);
    }

    static UnitCsbk read(Kind kind, Head head, Octets content) {
        boolean registration = kind == Kind.REGISTRATION;
        return new UnitCsbk(
                head,
                kind,
                content.u16(registration ? REGISTRATION_INFORMATION_AT : INFORMATION_AT),
                new RadioAddress(content.u24(registration ? REGISTRATION_FIRST_AT : FIRST_AT)),
                new RadioAddress(content.u24(registration ? REGISTRATION_SECOND_AT : SECOND_AT)));
    }

    @Override
    public Octets content() {
        boolean registration = kind == Kind.REGISTRATION;
        byte[] content = new byte[CONTENT_BYTES];
        int informationAt = registration ? REGISTRATION_INFORMATION_AT : INFORMATION_AT;
        content[informationAt] = (byte) (information >> 8);
        content[informationAt + 1] = (byte) information;
        Ccitt.put24(content, registration ? REGISTRATION_FIRST_AT : FIRST_AT, first.number());
        Ccitt.put24(content, registration ? REGISTRATION_SECOND_AT : SECOND_AT, second.number());
        return Octets.of(content);
    }

    private static boolean asks(int information) {
        return (information & 0xFF) == REQUEST;
    }

    private boolean answers() {
        return kind == Kind.RADIO_CHECK && !asks(information);
    }

    /// Who is meant; of an emergency alarm a group. The answer to a radio check has its source
    /// first.
    public RadioAddress target() {
        return answers() ? second : first;
    }

    /// Who sent it.
    public RadioAddress source() {
        return answers() ? first : second;
    }
}
