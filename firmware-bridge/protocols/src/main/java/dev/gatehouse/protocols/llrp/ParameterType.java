package dev.gatehouse.protocols.llrp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Parameters with a length field, by the number of their type (section 3); those without one are
/// in [Tv].
///
/// The layout tells the view what stands before the parameters inside: `name:octets`, with `s`
/// signed, `t` a counted text, `b` counted octets, `a` counted numbers of two octets, `p` of one,
/// `e` counted bits.
enum ParameterType {
    UTC_TIMESTAMP(128, "UTCTimestamp", "microseconds:8"),
    UPTIME(129, "Uptime", "microseconds:8"),
    GENERAL_DEVICE_CAPABILITIES(
            137,
            "GeneralDeviceCapabilities",
            "max antennas:2 flags:2 manufacturer:4 model:4 firmware:t"),
    RECEIVE_SENSITIVITY_TABLE_ENTRY(139, "ReceiveSensitivityTableEntry", "index:2 dB:2"),
    PER_ANTENNA_AIR_PROTOCOL(140, "PerAntennaAirProtocol", "antenna:2 protocols:p"),
    GPIO_CAPABILITIES(141, "GPIOCapabilities", "inputs:2 outputs:2"),
    LLRP_CAPABILITIES(
            142,
            "LLRPCapabilities",
            "flags:1 max priority:1 client timeout ms:2 ROSpecs:4 specs per ROSpec:4"
                    + " inventory specs per AISpec:4 AccessSpecs:4 OpSpecs per AccessSpec:4"),
    REGULATORY_CAPABILITIES(143, "RegulatoryCapabilities", "country:2 standard:2"),
    UHF_BAND_CAPABILITIES(144, "UHFBandCapabilities", ""),
    TRANSMIT_POWER_TABLE_ENTRY(145, "TransmitPowerLevelTableEntry", "index:2 dBm x 100:2s"),
    FREQUENCY_INFORMATION(146, "FrequencyInformation", "hopping:1"),
    FREQUENCY_HOP_TABLE(147, "FrequencyHopTable", "content:*"),
    FIXED_FREQUENCY_TABLE(148, "FixedFrequencyTable", "content:*"),
    PER_ANTENNA_SENSITIVITY_RANGE(
            149, "PerAntennaReceiveSensitivityRange", "antenna:2 least index:2 most index:2"),
    RO_SPEC(177, "ROSpec", "id:4 priority:1 state:1"),
    RO_BOUNDARY_SPEC(178, "ROBoundarySpec", ""),
    RO_SPEC_START_TRIGGER(179, "ROSpecStartTrigger", "trigger:1"),
    PERIODIC_TRIGGER_VALUE(180, "PeriodicTriggerValue", "offset ms:4 period ms:4"),
    GPI_TRIGGER_VALUE(181, "GPITriggerValue", "port:2 event:1 timeout ms:4"),
    RO_SPEC_STOP_TRIGGER(182, "ROSpecStopTrigger", "trigger:1 duration ms:4"),
    AI_SPEC(183, "AISpec", "antennas:a"),
    AI_SPEC_STOP_TRIGGER(184, "AISpecStopTrigger", "trigger:1 duration ms:4"),
    TAG_OBSERVATION_TRIGGER(
            185,
            "TagObservationTrigger",
            "trigger:1 reserved:1 tags:2 attempts:2 quiet ms:2 timeout ms:4"),
    INVENTORY_PARAMETER_SPEC(186, "InventoryParameterSpec", "id:2 protocol:1"),
    CONFIGURATION_STATE_VALUE(217, "LLRPConfigurationStateValue", "value:4"),
    IDENTIFICATION(218, "Identification", "kind:1 id:b"),
    GPO_WRITE_DATA(219, "GPOWriteData", "port:2 state:1"),
    KEEPALIVE_SPEC(220, "KeepaliveSpec", "trigger:1 period ms:4"),
    ANTENNA_PROPERTIES(221, "AntennaProperties", "flags:1 antenna:2 gain dBi x 100:2s"),
    ANTENNA_CONFIGURATION(222, "AntennaConfiguration", "antenna:2"),
    RF_RECEIVER(223, "RFReceiver", "sensitivity index:2"),
    RF_TRANSMITTER(224, "RFTransmitter", "hop table:2 channel:2 power index:2"),
    GPI_PORT_CURRENT_STATE(225, "GPIPortCurrentState", "port:2 flags:1 state:1"),
    EVENTS_AND_REPORTS(226, "EventsAndReports", "flags:1"),
    RO_REPORT_SPEC(237, "ROReportSpec", "trigger:1 n:2"),
    TAG_REPORT_CONTENT_SELECTOR(238, "TagReportContentSelector", "bits:2"),
    ACCESS_REPORT_SPEC(239, "AccessReportSpec", "trigger:1"),
    TAG_REPORT_DATA(240, "TagReportData", ""),
    EPC_DATA(241, "EPCData", "epc:e"),
    RF_SURVEY_REPORT_DATA(242, "RFSurveyReportData", ""),
    READER_EVENT_NOTIFICATION_SPEC(244, "ReaderEventNotificationSpec", ""),
    EVENT_NOTIFICATION_STATE(245, "EventNotificationState", "event:2 state:1"),
    READER_EVENT_NOTIFICATION_DATA(246, "ReaderEventNotificationData", ""),
    HOPPING_EVENT(247, "HoppingEvent", "table:2 next channel:2"),
    GPI_EVENT(248, "GPIEvent", "port:2 event:1"),
    RO_SPEC_EVENT(249, "ROSpecEvent", "event:1 ROSpec:4 pre-empting ROSpec:4"),
    REPORT_BUFFER_LEVEL_WARNING(250, "ReportBufferLevelWarningEvent", "per cent:1"),
    REPORT_BUFFER_OVERFLOW_ERROR(251, "ReportBufferOverflowErrorEvent", ""),
    READER_EXCEPTION_EVENT(252, "ReaderExceptionEvent", "message:t"),
    RF_SURVEY_EVENT(253, "RFSurveyEvent", "event:1 ROSpec:4 spec index:2"),
    AI_SPEC_EVENT(254, "AISpecEvent", "event:1 ROSpec:4 spec index:2"),
    ANTENNA_EVENT(255, "AntennaEvent", "event:1 antenna:2"),
    CONNECTION_ATTEMPT_EVENT(256, "ConnectionAttemptEvent", "status:2"),
    CONNECTION_CLOSE_EVENT(257, "ConnectionCloseEvent", ""),
    LLRP_STATUS(287, "LLRPStatus", "code:2 text:t"),
    FIELD_ERROR(288, "FieldError", "field:2 code:2"),
    PARAMETER_ERROR(289, "ParameterError", "parameter:2 code:2"),
    C1G2_LLRP_CAPABILITIES(327, "C1G2LLRPCapabilities", "flags:1 filters per query:2"),
    UHF_C1G2_RF_MODE_TABLE(328, "UHFC1G2RFModeTable", ""),
    UHF_C1G2_RF_MODE_TABLE_ENTRY(329, "UHFC1G2RFModeTableEntry", "content:*"),
    C1G2_INVENTORY_COMMAND(330, "C1G2InventoryCommand", "flags:1"),
    C1G2_FILTER(331, "C1G2Filter", "content:*"),
    C1G2_RF_CONTROL(335, "C1G2RFControl", "mode:2 tari:2"),
    C1G2_SINGULATION_CONTROL(336, "C1G2SingulationControl", "session:1 population:2 transit ms:4"),
    C1G2_EPC_MEMORY_SELECTOR(348, "C1G2EPCMemorySelector", "bits:1"),
    CUSTOM(1023, "Custom", "vendor:4 subtype:4 data:*");

    private static final Map<Integer, ParameterType> BY_NUMBER = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(type -> BY_NUMBER.put(type.number, type));
    }

    private final int number;
    private final String title;
    private final String layout;

    ParameterType(int number, String title, String layout) {
        this.number = number;
        this.title = title;
        this.layout = layout;
    }

    int number() {
        return number;
    }

    /// Name as the standard writes it.
    String title() {
        return title;
    }

    String layout() {
        return layout;
    }

    static Optional<ParameterType> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }
}
