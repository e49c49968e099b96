package dev.gatehouse.protocols.observation;

import java.util.List;
import java.util.OptionalInt;

/// One event of a radio system, the same for every system.
///
/// @param system that told it
/// @param radioId 24-bit id of the radio that it is about (ETSI TS 102 361-1, annex A); 0 when it
///   is about the system itself
/// @param targetId whom the radio addressed; absent where nobody
/// @param group whether `targetId` is a group
/// @param slot of the channel, 1 or 2; 0 where the system has none
/// @param signs of who made the radio, at most [#MAX_SIGNS]; evidence, never proof
/// @param event what happened
public record RadioReport(
        RadioSystem system,
        int radioId,
        OptionalInt targetId,
        boolean group,
        int slot,
        List<MakerSign> signs,
        RadioEvent event)
        implements Observation.Body {
    /// Highest 24-bit id.
    public static final int MAX_RADIO_ID = 0xFF_FFFF;

    /// Signs of one event.
    public static final int MAX_SIGNS = 8;

    public RadioReport {
        inRange("radio id", radioId, MAX_RADIO_ID);
        targetId.ifPresent(id -> inRange("target id", id, MAX_RADIO_ID));
        inRange("slot", slot, 2);
        signs = List.copyOf(signs);
        inRange("signs", signs.size(), MAX_SIGNS);
    }

    private static void inRange(String what, int value, int highest) {
        if (value < 0 || value > highest) {
            throw new IllegalArgumentException(
                    what + ": expected 0.." + highest + ", found " + value);
        }
    }

    /// Something that tells who made a radio or repeater (sheet of makers, section 2).
    ///
    /// @param kind what was seen
    /// @param value e.g. `10` for a feature set id, or a model; at most [#MAX_VALUE_CHARS]
    ///   characters, from outside
    public record MakerSign(Kind kind, String value) {
        /// Longest value.
        public static final int MAX_VALUE_CHARS = 64;

        public MakerSign {
            if (value.length() > MAX_VALUE_CHARS) {
                throw new IllegalArgumentException(
                        "sign: expected at most "
                                + MAX_VALUE_CHARS
                                + " characters, found "
                                + value.length());
            }
        }

        /// Where a sign comes from; what each weighs is data of the inventory.
        public enum Kind {
            /// Feature set id of a link control or control block, two hex digits.
            FEATURE_SET_ID,
            /// Control block of infrastructure: `FID/opcode`, hex.
            INFRASTRUCTURE_BLOCK,
            /// Dialect of a text.
            TEXT_DIALECT,
            /// Full registration with a device id, or an answer about a location.
            DATA_SERVICE,
            /// Identity answer of the repeater or radio itself.
            IDENTITY,
            /// The link's own protocol from the configured address.
            LINK_PROTOCOL,
            /// Version text of a modem board.
            MODEM_VERSION,
            /// Software and package ids that a peer gave.
            PEER_SOFTWARE
        }
    }

    /// Radio ids may be looked for: never printed by accident.
    @Override
    public String toString() {
        return "RadioReport[system="
                + system
                + ", event="
                + event.getClass().getSimpleName()
                + ", content withheld]";
    }
}
