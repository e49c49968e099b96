package dev.gatehouse.bus;

/// Why a CONNECT is answered with an error, and how in each version. 3.1.1 has few codes (table
/// 3.1); where it has none the connection is closed without CONNACK.
enum ConnectRefusal {
    VERSION(Reason.UNSUPPORTED_VERSION, Reason.V3_UNACCEPTABLE_VERSION, BusCounter.REFUSED_CONNECT),
    MALFORMED(Reason.MALFORMED, 0, BusCounter.MALFORMED),
    PROTOCOL(Reason.PROTOCOL_ERROR, 0, BusCounter.PROTOCOL_ERRORS),
    CLIENT_ID(
            Reason.CLIENT_ID_NOT_VALID, Reason.V3_IDENTIFIER_REJECTED, BusCounter.REFUSED_CONNECT),
    AUTHENTICATION_METHOD(
            Reason.BAD_AUTHENTICATION_METHOD, Reason.V3_NOT_AUTHORISED, BusCounter.REFUSED_CONNECT),
    ANONYMOUS(Reason.NOT_AUTHORISED, Reason.V3_NOT_AUTHORISED, BusCounter.REFUSED_ANONYMOUS),
    LOGIN(Reason.BAD_LOGIN, Reason.V3_BAD_LOGIN, BusCounter.REFUSED_LOGIN),
    KIND(Reason.NOT_AUTHORISED, Reason.V3_NOT_AUTHORISED, BusCounter.REFUSED_KIND),
    WILL_TOPIC(Reason.TOPIC_INVALID, Reason.V3_NOT_AUTHORISED, BusCounter.REFUSED_CONNECT),
    WILL_QOS(Reason.QOS_NOT_SUPPORTED, Reason.V3_NOT_AUTHORISED, BusCounter.REFUSED_CONNECT),
    WILL_RIGHT(Reason.NOT_AUTHORISED, Reason.V3_NOT_AUTHORISED, BusCounter.UNAUTHORISED_PUBLISH),
    FULL(Reason.QUOTA_EXCEEDED, Reason.V3_SERVER_UNAVAILABLE, BusCounter.REFUSED_FULL);

    private final int v5;
    private final int v3;
    private final BusCounter counter;

    ConnectRefusal(int v5, int v3, BusCounter counter) {
        this.v5 = v5;
        this.v3 = v3;
        this.counter = counter;
    }

    /// 0 when that version closes without an answer.
    int code(boolean mqtt5) {
        return mqtt5 ? v5 : v3;
    }

    BusCounter counter() {
        return counter;
    }
}
