package dev.gatehouse.protocols.dmr.link;

/// Service options of a call (ETSI TS 102 361-2, clause 7.2.1).
///
/// @param octet all eight bits as sent, reserved ones included
public record ServiceOptions(int octet) {

    /// Nothing special.
    public static final ServiceOptions NONE = new ServiceOptions(0);

    private static final int EMERGENCY = 0x80;
    private static final int PRIVACY = 0x40;
    private static final int BROADCAST = 0x08;
    private static final int OPEN_VOICE = 0x04;
    private static final int PRIORITY = 0x03;

    public ServiceOptions {
        if (octet < 0 || octet > 0xFF) {
            throw new IllegalArgumentException("service options: expected 8 bits");
        }
    }

    /// Somebody pressed the emergency key.
    public boolean emergency() {
        return (octet & EMERGENCY) != 0;
    }

    /// The speech that follows is encrypted.
    public boolean privacy() {
        return (octet & PRIVACY) != 0;
    }

    public boolean broadcast() {
        return (octet & BROADCAST) != 0;
    }

    /// Open voice call mode: others may listen and join.
    public boolean openVoice() {
        return (octet & OPEN_VOICE) != 0;
    }

    /// 0 to 3, 3 the highest.
    public int priority() {
        return octet & PRIORITY;
    }

    /// The same with the emergency bit set or not.
    public ServiceOptions withEmergency(boolean emergency) {
        return new ServiceOptions(emergency ? octet | EMERGENCY : octet & ~EMERGENCY);
    }
}
