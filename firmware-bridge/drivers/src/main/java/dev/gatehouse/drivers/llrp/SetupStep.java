package dev.gatehouse.drivers.llrp;

import dev.gatehouse.protocols.llrp.MessageType;

/// Requests of the client in their order, from the connection to its end (section 4).
enum SetupStep {
    GET_VERSION(MessageType.GET_SUPPORTED_VERSION_RESPONSE, LlrpState.NEGOTIATE, 3_000),
    SET_VERSION(MessageType.SET_PROTOCOL_VERSION_RESPONSE, LlrpState.NEGOTIATE, 3_000),
    CAPABILITIES(MessageType.GET_READER_CAPABILITIES_RESPONSE, LlrpState.IDENTIFY, 5_000),
    IDENTIFICATION(MessageType.GET_READER_CONFIG_RESPONSE, LlrpState.IDENTIFY, 5_000),
    STATE_BEFORE(MessageType.GET_READER_CONFIG_RESPONSE, LlrpState.IDENTIFY, 5_000),
    DELETE_ACCESS_SPECS(MessageType.DELETE_ACCESSSPEC_RESPONSE, LlrpState.CONFIGURE, 5_000),
    DELETE_RO_SPECS(MessageType.DELETE_ROSPEC_RESPONSE, LlrpState.CONFIGURE, 5_000),
    FACTORY_RESET(MessageType.SET_READER_CONFIG_RESPONSE, LlrpState.CONFIGURE, 5_000),
    SET_CONFIG(MessageType.SET_READER_CONFIG_RESPONSE, LlrpState.CONFIGURE, 5_000),
    ADD_RO_SPEC(MessageType.ADD_ROSPEC_RESPONSE, LlrpState.CONFIGURE, 5_000),
    ENABLE_RO_SPEC(MessageType.ENABLE_ROSPEC_RESPONSE, LlrpState.CONFIGURE, 5_000),
    START_RO_SPEC(MessageType.START_ROSPEC_RESPONSE, LlrpState.CONFIGURE, 5_000),
    STATE_AFTER(MessageType.GET_READER_CONFIG_RESPONSE, LlrpState.CONFIGURE, 5_000),
    STOP_RO_SPEC(MessageType.STOP_ROSPEC_RESPONSE, LlrpState.CLOSING, 2_000),
    CLOSE(MessageType.CLOSE_CONNECTION_RESPONSE, LlrpState.CLOSING, 2_000);

    private final MessageType answer;
    private final LlrpState state;
    private final long limitMs;

    SetupStep(MessageType answer, LlrpState state, long limitMs) {
        this.answer = answer;
        this.state = state;
        this.limitMs = limitMs;
    }

    /// What the reader answers with.
    MessageType answer() {
        return answer;
    }

    /// The state to which the request belongs.
    LlrpState state() {
        return state;
    }

    /// How long the reader may take.
    long limitMs() {
        return limitMs;
    }

    /// Whether the client goes on when the reader refuses or does not know the request.
    boolean optional() {
        return switch (this) {
            case GET_VERSION,
                    SET_VERSION,
                    CAPABILITIES,
                    IDENTIFICATION,
                    STATE_BEFORE,
                    DELETE_ACCESS_SPECS,
                    STATE_AFTER,
                    STOP_RO_SPEC,
                    CLOSE ->
                    true;
            case DELETE_RO_SPECS,
                    FACTORY_RESET,
                    SET_CONFIG,
                    ADD_RO_SPEC,
                    ENABLE_RO_SPEC,
                    START_RO_SPEC ->
                    false;
        };
    }
}
