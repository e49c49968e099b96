package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Octets;
import java.util.Optional;

/// Control blocks of the standard between units and repeaters of a conventional system (TS 102
/// 361-2, clauses 7.1.2.1 to 7.1.2.4).
///
/// ```
///  2: first   3: second   4..6: address   7..9: address
/// ```
///
/// @param first service options; of a refusal AI(1) source type(1) service(6); of a wake-up zero
/// @param second answer to a request, reason of a refusal, else zero
/// @param before octets 4 to 6
/// @param after octets 7 to 9
public record ServiceCsbk(
        Head head, Kind kind, int first, int second, RadioAddress before, RadioAddress after)
        implements Csbk {

    /// What the block says.
    public enum Kind {
        /// May I speak to this unit?
        UNIT_VOICE_REQUEST(0x04),
        /// Yes, or no, see [#PROCEED].
        UNIT_VOICE_ANSWER(0x05),
        /// That service is not to be had.
        REFUSAL(0x26),
        /// A unit wakes a repeater.
        WAKE_UP(0x38);

        private static final Kind[] ALL = values();

        private final int opcode;

        Kind(int opcode) {
            this.opcode = opcode;
        }

        static Optional<Kind> of(Head head) {
            for (Kind kind : ALL) {
                if (kind.opcode == head.opcode() && head.fid() == FeatureSet.STANDARD) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /// Second octet of an answer that agrees.
    public static final int PROCEED = 0x20;

    /// Second octet of an answer that does not.
    public static final int DENY = 0x21;

    private static final int FIRST_AT = 0;
    private static final int SECOND_AT = 1;
    private static final int BEFORE_AT = 2;
    private static final int AFTER_AT = 5;

    public ServiceCsbk {
        if (Kind.of(head).orElse(null) != kind) {
            throw new IllegalArgumentException(kind + ": found opcode " + head.opcode());
        }
        Position.requireBits("first octet", first, 8);
        Position.requireBits("second octet", second, 8);
    }

    /// To be sent.
    public static ServiceCsbk of(
            Kind kind, int first, int second, RadioAddress target, RadioAddress source) {
        boolean turned = kind == Kind.REFUSAL;
        return new ServiceCsbk(
                Head.of(kind.opcode, FeatureSet.STANDARD),
                kind,
                first,
                second,
                turned ? source : target,
                turned ? target : source);
    }

    static ServiceCsbk read(Kind kind, Head head, Octets content) {
        return new ServiceCsbk(
                head,
                kind,
                content.at(FIRST_AT),
                content.at(SECOND_AT),
                new RadioAddress(content.u24(BEFORE_AT)),
                new RadioAddress(content.u24(AFTER_AT)));
    }

    @Override
    public Octets content() {
        byte[] content = new byte[CONTENT_BYTES];
        content[FIRST_AT] = (byte) first;
        content[SECOND_AT] = (byte) second;
        Ccitt.put24(content, BEFORE_AT, before.number());
        Ccitt.put24(content, AFTER_AT, after.number());
        return Octets.of(content);
    }

    /// Who is meant. A refusal alone has its source first.
    public RadioAddress target() {
        return kind == Kind.REFUSAL ? after : before;
    }

    /// Who sent it.
    public RadioAddress source() {
        return kind == Kind.REFUSAL ? before : after;
    }

    /// Service options of a request or an answer.
    public Optional<ServiceOptions> options() {
        return switch (kind) {
            case UNIT_VOICE_REQUEST, UNIT_VOICE_ANSWER -> Optional.of(new ServiceOptions(first));
            case REFUSAL, WAKE_UP -> Optional.empty();
        };
    }
}
