package dev.gatehouse.protocols.hytera;

import java.util.Optional;

/// What a call is (sheet, section 8); an octet in most messages, 16 bits in the repeater's status.
public enum RcpCallType {
    PRIVATE(0x0),
    GROUP(0x1),
    ALL(0x2),
    EMERGENCY_GROUP(0x3),
    REMOTE_MONITOR(0x4),
    EMERGENCY_ALARM(0x5),
    PRIORITY_PRIVATE(0x6),
    PRIORITY_GROUP(0x7),
    PRIORITY_ALL(0x8),
    DISPATCH(0x9),
    COMPUTER(0xA),
    ALERT(0xB),
    EMERGENCY_ALARM_CALL(0xC),
    CHECK(0xD),
    ENABLE(0xE),
    DISABLE(0xF);

    private final int code;

    RcpCallType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static Optional<RcpCallType> of(int code) {
        for (RcpCallType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// Somebody is in distress.
    public boolean emergency() {
        return this == EMERGENCY_GROUP || this == EMERGENCY_ALARM || this == EMERGENCY_ALARM_CALL;
    }

    /// The target is a group, or everybody, rather than one radio.
    public boolean toMany() {
        return switch (this) {
            case GROUP, ALL, EMERGENCY_GROUP, PRIORITY_GROUP, PRIORITY_ALL -> true;
            case PRIVATE,
                    REMOTE_MONITOR,
                    EMERGENCY_ALARM,
                    PRIORITY_PRIVATE,
                    DISPATCH,
                    COMPUTER,
                    ALERT,
                    EMERGENCY_ALARM_CALL,
                    CHECK,
                    ENABLE,
                    DISABLE ->
                    false;
        };
    }
}
