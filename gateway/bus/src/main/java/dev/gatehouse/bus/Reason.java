package dev.gatehouse.bus;

/// Reason codes of MQTT 5, section 2.4, that the listener sends.
final class Reason {
    static final int SUCCESS = 0x00;
    static final int NO_SUBSCRIPTION_EXISTED = 0x11;
    static final int UNSPECIFIED = 0x80;
    static final int MALFORMED = 0x81;
    static final int PROTOCOL_ERROR = 0x82;
    static final int UNSUPPORTED_VERSION = 0x84;
    static final int CLIENT_ID_NOT_VALID = 0x85;
    static final int BAD_LOGIN = 0x86;
    static final int NOT_AUTHORISED = 0x87;
    static final int SHUTTING_DOWN = 0x8B;
    static final int BAD_AUTHENTICATION_METHOD = 0x8C;
    static final int KEEP_ALIVE_TIMEOUT = 0x8D;
    static final int TAKEN_OVER = 0x8E;
    static final int FILTER_INVALID = 0x8F;
    static final int TOPIC_INVALID = 0x90;
    static final int RECEIVE_MAXIMUM_EXCEEDED = 0x93;
    static final int TOPIC_ALIAS_INVALID = 0x94;
    static final int PACKET_TOO_LARGE = 0x95;
    static final int QUOTA_EXCEEDED = 0x97;
    static final int ADMINISTRATIVE_ACTION = 0x98;
    static final int PAYLOAD_INVALID = 0x99;
    static final int QOS_NOT_SUPPORTED = 0x9B;
    static final int SHARED_NOT_SUPPORTED = 0x9E;

    /// Return codes of CONNACK in MQTT 3.1.1, table 3.1, and the failure of its SUBACK (3.9.3).
    static final int V3_UNACCEPTABLE_VERSION = 1;

    static final int V3_IDENTIFIER_REJECTED = 2;
    static final int V3_SERVER_UNAVAILABLE = 3;
    static final int V3_BAD_LOGIN = 4;
    static final int V3_NOT_AUTHORISED = 5;
    static final int V3_SUBSCRIBE_FAILED = 0x80;

    /// First code that is an error.
    static final int FIRST_ERROR = 0x80;

    private Reason() {}
}
