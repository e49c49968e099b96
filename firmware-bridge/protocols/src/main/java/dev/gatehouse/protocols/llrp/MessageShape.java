package dev.gatehouse.protocols.llrp;

/// What the body of a message looks like.
enum MessageShape {
    BARE,
    SPEC_ORDER,
    STATUS,
    OWN,
    UNREAD;

    static MessageShape of(int type) {
        return MessageType.of(type).map(MessageShape::of).orElse(UNREAD);
    }

    static MessageShape of(MessageType type) {
        return switch (type) {
            case GET_ROSPECS,
                    GET_ACCESSSPECS,
                    GET_SUPPORTED_VERSION,
                    GET_REPORT,
                    KEEPALIVE,
                    KEEPALIVE_ACK,
                    ENABLE_EVENTS_AND_REPORTS,
                    CLOSE_CONNECTION ->
                    BARE;
            case DELETE_ROSPEC,
                    START_ROSPEC,
                    STOP_ROSPEC,
                    ENABLE_ROSPEC,
                    DISABLE_ROSPEC,
                    DELETE_ACCESSSPEC,
                    ENABLE_ACCESSSPEC,
                    DISABLE_ACCESSSPEC ->
                    SPEC_ORDER;
            case SET_READER_CONFIG_RESPONSE,
                    CLOSE_CONNECTION_RESPONSE,
                    ADD_ROSPEC_RESPONSE,
                    DELETE_ROSPEC_RESPONSE,
                    START_ROSPEC_RESPONSE,
                    STOP_ROSPEC_RESPONSE,
                    ENABLE_ROSPEC_RESPONSE,
                    DISABLE_ROSPEC_RESPONSE,
                    ADD_ACCESSSPEC_RESPONSE,
                    DELETE_ACCESSSPEC_RESPONSE,
                    ENABLE_ACCESSSPEC_RESPONSE,
                    DISABLE_ACCESSSPEC_RESPONSE,
                    GET_ACCESSSPECS_RESPONSE,
                    SET_PROTOCOL_VERSION_RESPONSE,
                    ERROR_MESSAGE ->
                    STATUS;
            case GET_READER_CAPABILITIES,
                    GET_READER_CAPABILITIES_RESPONSE,
                    GET_READER_CONFIG,
                    GET_READER_CONFIG_RESPONSE,
                    SET_READER_CONFIG,
                    ADD_ROSPEC,
                    GET_ROSPECS_RESPONSE,
                    GET_SUPPORTED_VERSION_RESPONSE,
                    SET_PROTOCOL_VERSION,
                    RO_ACCESS_REPORT,
                    READER_EVENT_NOTIFICATION,
                    CUSTOM_MESSAGE ->
                    OWN;
            case ADD_ACCESSSPEC, CLIENT_REQUEST_OP, CLIENT_REQUEST_OP_RESPONSE -> UNREAD;
        };
    }
}
