package dev.gatehouse.drivers.llrp;

import dev.gatehouse.protocols.llrp.AiSpec;
import dev.gatehouse.protocols.llrp.AntennaConfiguration;
import dev.gatehouse.protocols.llrp.LlrpMessage;
import dev.gatehouse.protocols.llrp.LlrpMessage.Bare;
import dev.gatehouse.protocols.llrp.LlrpMessage.GetConfig;
import dev.gatehouse.protocols.llrp.LlrpMessage.SpecOrder;
import dev.gatehouse.protocols.llrp.LlrpStatus;
import dev.gatehouse.protocols.llrp.MessageType;
import dev.gatehouse.protocols.llrp.ReaderSetting;
import dev.gatehouse.protocols.llrp.RoReportSpec;
import dev.gatehouse.protocols.llrp.RoReportSpec.TagContent;
import dev.gatehouse.protocols.llrp.RoSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// What the reader is told on one connection, and what of it is left out after it refused. Owned by
/// the machine.
final class SetupPlan {

    /// The only ROSpec.
    static final long RO_SPEC_ID = 1;

    private static final int CONTENT =
            TagContent.ANTENNA_ID
                    | TagContent.PEAK_RSSI
                    | TagContent.FIRST_SEEN
                    | TagContent.LAST_SEEN
                    | TagContent.TAG_SEEN_COUNT;

    /// In the order in which they are given up when the reader names none.
    private static final List<Integer> EVENTS =
            List.of(
                    ReaderSetting.Events.GPI,
                    ReaderSetting.Events.RO_SPEC,
                    ReaderSetting.Events.BUFFER_WARNING,
                    ReaderSetting.Events.READER_EXCEPTION,
                    ReaderSetting.Events.ANTENNA);

    private static final int HOLD_PARAMETER = 226;
    private static final int EVENTS_PARAMETER = 244;
    private static final int EVENT_PARAMETER = 245;
    private static final int EPC_MEMORY_PARAMETER = 348;

    private final LlrpSettings settings;
    private final List<Integer> events = new ArrayList<>(EVENTS);
    private boolean hold;
    private boolean epcMemory = true;
    private boolean specReport = true;

    SetupPlan(LlrpSettings settings) {
        this.settings = settings;
    }

    /// The reader can keep reports until they are asked for.
    void holdReports(boolean can) {
        hold = can;
    }

    boolean holdsReports() {
        return hold;
    }

    LlrpMessage message(SetupStep step) {
        return switch (step) {
            case GET_VERSION -> new Bare(MessageType.GET_SUPPORTED_VERSION);
            case SET_VERSION -> new LlrpMessage.SetVersion(2);
            case CAPABILITIES -> new LlrpMessage.GetCapabilities(0);
            case IDENTIFICATION -> GetConfig.of(GetConfig.IDENTIFICATION);
            case STATE_BEFORE, STATE_AFTER -> GetConfig.of(GetConfig.CONFIGURATION_STATE);
            case DELETE_ACCESS_SPECS -> new SpecOrder(MessageType.DELETE_ACCESSSPEC, 0);
            case DELETE_RO_SPECS -> new SpecOrder(MessageType.DELETE_ROSPEC, 0);
            case FACTORY_RESET -> new LlrpMessage.SetConfig(true, List.of());
            case SET_CONFIG -> new LlrpMessage.SetConfig(false, configuration());
            case ADD_RO_SPEC -> new LlrpMessage.AddRoSpec(roSpec());
            case ENABLE_RO_SPEC -> new SpecOrder(MessageType.ENABLE_ROSPEC, RO_SPEC_ID);
            case START_RO_SPEC -> new SpecOrder(MessageType.START_ROSPEC, RO_SPEC_ID);
            case STOP_RO_SPEC -> new SpecOrder(MessageType.STOP_ROSPEC, RO_SPEC_ID);
            case CLOSE -> new Bare(MessageType.CLOSE_CONNECTION);
        };
    }

    private List<ReaderSetting> configuration() {
        List<ReaderSetting> all = new ArrayList<>();
        if (!events.isEmpty()) {
            Map<Integer, Boolean> told = new TreeMap<>();
            events.forEach(event -> told.put(event, true));
            all.add(new ReaderSetting.Events(told));
        }
        settings.transmitter()
                .ifPresent(power ->
                        settings.antennas()
                                .forEach(antenna ->
                                        all.add(
                                                new AntennaConfiguration(
                                                        antenna,
                                                        OptionalInt.empty(),
                                                        Optional.of(power),
                                                        List.of()))));
        all.add(new ReaderSetting.Reports(reports()));
        all.add(
                new ReaderSetting.Keepalive(
                        ReaderSetting.Keepalive.PERIODIC, settings.keepaliveMs()));
        if (hold) {
            all.add(new ReaderSetting.HoldUponReconnect(true));
        }
        return all;
    }

    private RoReportSpec reports() {
        return new RoReportSpec(
                RoReportSpec.N_TAGS_OR_END_OF_AI_SPEC,
                1,
                CONTENT,
                epcMemory ? OptionalInt.of(0) : OptionalInt.empty());
    }

    private RoSpec roSpec() {
        return new RoSpec(
                RO_SPEC_ID,
                0,
                RoSpec.DISABLED,
                RoSpec.StartTrigger.of(RoSpec.StartTrigger.BY_START_ROSPEC),
                RoSpec.StopTrigger.NEVER,
                List.of(
                        new AiSpec(
                                settings.antennas(),
                                AiSpec.Stop.NEVER,
                                List.of(new AiSpec.Inventory(1, RoSpec.C1G2, List.of())))),
                specReport ? Optional.of(reports()) : Optional.empty());
    }

    /// Gives up the optional part that the reader named, or else the next one in order.
    ///
    /// @return false when there is nothing left to give up
    boolean reduce(SetupStep step, LlrpStatus status) {
        int named = status.parameterError().map(LlrpStatus.ParameterError::innermost).orElse(0);
        return switch (step) {
            case SET_CONFIG -> reduceConfiguration(named);
            case ADD_RO_SPEC -> reduceRoSpec();
            case GET_VERSION,
                    SET_VERSION,
                    CAPABILITIES,
                    IDENTIFICATION,
                    STATE_BEFORE,
                    DELETE_ACCESS_SPECS,
                    DELETE_RO_SPECS,
                    FACTORY_RESET,
                    ENABLE_RO_SPEC,
                    START_RO_SPEC,
                    STATE_AFTER,
                    STOP_RO_SPEC,
                    CLOSE ->
                    false;
        };
    }

    private boolean reduceConfiguration(int named) {
        boolean event = named == EVENTS_PARAMETER || named == EVENT_PARAMETER;
        if (named == EPC_MEMORY_PARAMETER && epcMemory) {
            epcMemory = false;
        } else if (hold && (named == HOLD_PARAMETER || !event)) {
            hold = false;
        } else if (!events.isEmpty()) {
            var _ = events.removeFirst();
        } else if (epcMemory) {
            epcMemory = false;
        } else {
            return false;
        }
        return true;
    }

    private boolean reduceRoSpec() {
        if (epcMemory) {
            epcMemory = false;
        } else if (specReport) {
            specReport = false;
        } else {
            return false;
        }
        return true;
    }
}
