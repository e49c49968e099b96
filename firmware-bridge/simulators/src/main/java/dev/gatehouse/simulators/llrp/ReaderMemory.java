package dev.gatehouse.simulators.llrp;

import dev.gatehouse.protocols.llrp.AntennaConfiguration;
import dev.gatehouse.protocols.llrp.Capabilities;
import dev.gatehouse.protocols.llrp.LlrpMessage;
import dev.gatehouse.protocols.llrp.LlrpMessage.Bare;
import dev.gatehouse.protocols.llrp.LlrpMessage.GetConfig;
import dev.gatehouse.protocols.llrp.LlrpMessage.Outcome;
import dev.gatehouse.protocols.llrp.LlrpMessage.SpecOrder;
import dev.gatehouse.protocols.llrp.LlrpStatus;
import dev.gatehouse.protocols.llrp.MessageType;
import dev.gatehouse.protocols.llrp.ReaderEvent;
import dev.gatehouse.protocols.llrp.ReaderSetting;
import dev.gatehouse.protocols.llrp.RoReportSpec;
import dev.gatehouse.protocols.llrp.RoReportSpec.TagContent;
import dev.gatehouse.protocols.llrp.RoSpec;
import dev.gatehouse.protocols.llrp.TagReport;
import dev.gatehouse.protocols.llrp.Tv;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// What a simulated reader was told and keeps until it loses its supply: configuration and ROSpecs.
/// Owned by its reader.
final class ReaderMemory {

    private static final int MISSING_PARAMETER = 103;
    private static final int ATTRIBUTE_INVALID = 300;
    private static final int MAX_SPECS = 4;
    private static final int OF_FIELD_ERROR_STEP = 100;

    private final ReaderTraits traits;
    private final Map<Long, RoSpec> specs = new TreeMap<>();
    private final List<ReaderEvent> runEvents = new ArrayList<>();
    private Map<Integer, Boolean> told = Map.of();
    private RoReportSpec reports = factoryReports();
    private long keepaliveMs;
    private boolean holds;
    private long configurationState = 1;

    ReaderMemory(ReaderTraits traits) {
        this.traits = traits;
    }

    private static RoReportSpec factoryReports() {
        return new RoReportSpec(
                RoReportSpec.N_TAGS_OR_END_OF_RO_SPEC,
                1,
                TagContent.ANTENNA_ID | TagContent.PEAK_RSSI | TagContent.FIRST_SEEN,
                OptionalInt.empty());
    }

    /// As the factory made it.
    void reset() {
        specs.clear();
        runEvents.clear();
        told = Map.of();
        reports = factoryReports();
        keepaliveMs = 0;
        holds = false;
        configurationState = 1;
    }

    long keepaliveMs() {
        return keepaliveMs;
    }

    boolean holds() {
        return holds;
    }

    boolean tells(ReaderEvent event) {
        int number =
                switch (event) {
                    case ReaderEvent.Hopping _ -> ReaderSetting.Events.HOPPING;
                    case ReaderEvent.Gpi _ -> ReaderSetting.Events.GPI;
                    case ReaderEvent.RoSpecRun _ -> ReaderSetting.Events.RO_SPEC;
                    case ReaderEvent.BufferLevel _, ReaderEvent.BufferOverflow _ ->
                            ReaderSetting.Events.BUFFER_WARNING;
                    case ReaderEvent.ReaderException _ -> ReaderSetting.Events.READER_EXCEPTION;
                    case ReaderEvent.RfSurvey _ -> ReaderSetting.Events.RF_SURVEY;
                    case ReaderEvent.AiSpecEnd _ -> ReaderSetting.Events.AI_SPEC;
                    case ReaderEvent.Antenna _ -> ReaderSetting.Events.ANTENNA;
                    case ReaderEvent.ConnectionAttempt _, ReaderEvent.ConnectionClose _ -> -1;
                };
        return number < 0 || told.getOrDefault(number, false);
    }

    /// Whether a ROSpec reads at an antenna now.
    boolean reading(int antenna) {
        return specs.values().stream()
                .filter(spec -> spec.state() == RoSpec.ACTIVE)
                .flatMap(spec -> spec.aiSpecs().stream())
                .anyMatch(ai ->
                        ai.antennas().contains(RoSpec.ALL_ANTENNAS)
                                || ai.antennas().contains(antenna));
    }

    /// It stops by itself.
    void endReading() {
        specs.replaceAll((id, spec) -> {
            if (spec.state() == RoSpec.ACTIVE) {
                runEvents.add(new ReaderEvent.RoSpecRun(ReaderEvent.RoSpecRun.ENDED, id, 0));
                return spec.inState(RoSpec.INACTIVE);
            }
            return spec;
        });
    }

    /// ROSpecs that began or ended since this was asked.
    List<ReaderEvent> takeRunEvents() {
        List<ReaderEvent> taken = List.copyOf(runEvents);
        runEvents.clear();
        return taken;
    }

    /// The report of one read, with what was asked for.
    TagReport report(TagOnAir read, long micros, boolean utc) {
        RoReportSpec spec =
                specs.values().stream()
                        .filter(one -> one.state() == RoSpec.ACTIVE)
                        .findFirst()
                        .flatMap(RoSpec::report)
                        .orElse(reports);
        Map<Tv, Long> numbers = new EnumMap<>(Tv.class);
        put(numbers, spec, TagContent.RO_SPEC_ID, Tv.RO_SPEC_ID, 1);
        put(numbers, spec, TagContent.ANTENNA_ID, Tv.ANTENNA_ID, read.antenna());
        put(numbers, spec, TagContent.PEAK_RSSI, Tv.PEAK_RSSI, read.rssiDbm());
        put(
                numbers,
                spec,
                TagContent.FIRST_SEEN,
                utc ? Tv.FIRST_SEEN_UTC : Tv.FIRST_SEEN_UPTIME,
                micros);
        put(
                numbers,
                spec,
                TagContent.LAST_SEEN,
                utc ? Tv.LAST_SEEN_UTC : Tv.LAST_SEEN_UPTIME,
                micros);
        put(numbers, spec, TagContent.TAG_SEEN_COUNT, Tv.TAG_SEEN_COUNT, 1);
        return new TagReport(read.epc(), numbers, List.of());
    }

    private static void put(
            Map<Tv, Long> numbers, RoReportSpec spec, int bit, Tv type, long value) {
        if ((spec.content() & bit) != 0) {
            numbers.put(type, value);
        }
    }

    /// The answer to a request; empty for what is none.
    Optional<LlrpMessage> answer(LlrpMessage request) {
        Optional<LlrpStatus> refusal = refusal(request);
        return switch (request) {
            case LlrpMessage.GetCapabilities _ ->
                    Optional.of(
                            new LlrpMessage.CapabilitiesAnswer(LlrpStatus.SUCCESS, capabilities()));
            case GetConfig asked ->
                    Optional.of(new LlrpMessage.ConfigAnswer(LlrpStatus.SUCCESS, config(asked)));
            case LlrpMessage.SetConfig set -> {
                LlrpStatus status = refusal.orElse(LlrpStatus.SUCCESS);
                if (status.success()) {
                    set(set);
                }
                yield outcome(MessageType.SET_READER_CONFIG_RESPONSE, status);
            }
            case LlrpMessage.AddRoSpec(RoSpec spec) ->
                    outcome(MessageType.ADD_ROSPEC_RESPONSE, refusal.orElseGet(() -> add(spec)));
            case SpecOrder order -> Optional.of(order(order, refusal));
            case Bare(MessageType kind) when kind == MessageType.GET_ROSPECS ->
                    Optional.of(
                            new LlrpMessage.RoSpecsAnswer(
                                    LlrpStatus.SUCCESS, List.copyOf(specs.values())));
            case Bare(MessageType kind) when kind == MessageType.GET_ACCESSSPECS ->
                    outcome(MessageType.GET_ACCESSSPECS_RESPONSE, LlrpStatus.SUCCESS);
            default -> Optional.empty();
        };
    }

    private static Optional<LlrpMessage> outcome(MessageType kind, LlrpStatus status) {
        return Optional.of(new Outcome(kind, status));
    }

    /// What this reader does not grant.
    private Optional<LlrpStatus> refusal(LlrpMessage request) {
        return traits.refusal()
                .filter(one -> one.type() == request.type())
                .filter(one -> one.parameter() == 0 || has(request, one.parameter()))
                .map(one ->
                        new LlrpStatus(
                                one.status(),
                                "refused",
                                Optional.empty(),
                                one.parameter() == 0
                                        ? Optional.empty()
                                        : Optional.of(
                                                new LlrpStatus.ParameterError(
                                                        one.parameter(),
                                                        one.status() + OF_FIELD_ERROR_STEP,
                                                        Optional.empty(),
                                                        Optional.empty()))));
    }

    /// Looks for a parameter by its first two octets, as they stand in the message.
    private static boolean has(LlrpMessage request, int parameter) {
        String body = HexFormat.of().formatHex(request.frame(1, 0).body().toArray());
        return body.contains(String.format("%04x00", parameter));
    }

    private Capabilities capabilities() {
        List<Capabilities.AirProtocols> protocols = new ArrayList<>();
        for (int antenna = 1; antenna <= traits.antennas(); antenna++) {
            protocols.add(new Capabilities.AirProtocols(antenna, List.of(RoSpec.C1G2)));
        }
        return new Capabilities(
                Optional.of(
                        new Capabilities.General(
                                traits.antennas(),
                                false,
                                traits.hasClock(),
                                99_999,
                                1,
                                "simulated 1.0",
                                List.of(new Capabilities.Sensitivity(1, 0)),
                                Optional.of(new Capabilities.Gpio(2, 2)),
                                protocols)),
                Optional.of(
                        new Capabilities.Llrp(
                                Capabilities.Llrp.BUFFER_FILL_WARNING
                                        | (traits.holds()
                                                ? Capabilities.Llrp.EVENT_AND_REPORT_HOLDING
                                                : 0),
                                1,
                                0,
                                MAX_SPECS,
                                32,
                                1,
                                16,
                                8)));
    }

    private List<ReaderSetting> config(GetConfig asked) {
        boolean all = asked.requested() == 0;
        List<ReaderSetting> settings = new ArrayList<>();
        if (all || asked.requested() == GetConfig.IDENTIFICATION) {
            settings.add(new ReaderSetting.Identification(0, traits.readerId()));
        }
        if (all || asked.requested() == GetConfig.CONFIGURATION_STATE) {
            settings.add(new ReaderSetting.ConfigurationState(configurationState));
        }
        if (all) {
            settings.add(new ReaderSetting.Reports(reports));
            settings.add(new ReaderSetting.Keepalive(keepaliveMs == 0 ? 0 : 1, keepaliveMs));
            settings.add(new ReaderSetting.HoldUponReconnect(holds));
        }
        return settings;
    }

    private void set(LlrpMessage.SetConfig set) {
        if (set.reset()) {
            long before = configurationState;
            reset();
            configurationState = before;
        }
        for (ReaderSetting setting : set.settings()) {
            switch (setting) {
                case ReaderSetting.Events(Map<Integer, Boolean> wanted) -> {
                    Map<Integer, Boolean> merged = new TreeMap<>(told);
                    merged.putAll(wanted);
                    told = merged;
                }
                case ReaderSetting.Reports(RoReportSpec spec) -> reports = spec;
                case ReaderSetting.Keepalive(int kind, long period) ->
                        keepaliveMs = kind == ReaderSetting.Keepalive.PERIODIC ? period : 0;
                case ReaderSetting.HoldUponReconnect(boolean hold) -> holds = hold;
                case ReaderSetting.Identification _,
                        ReaderSetting.Gpo _,
                        ReaderSetting.Gpi _,
                        ReaderSetting.AntennaProperties _,
                        ReaderSetting.AccessReports _,
                        ReaderSetting.ConfigurationState _,
                        AntennaConfiguration _ -> {}
            }
        }
        configurationState++;
    }

    private LlrpStatus add(RoSpec spec) {
        boolean sound =
                spec.id() > 0
                        && spec.state() == RoSpec.DISABLED
                        && !spec.aiSpecs().isEmpty()
                        && spec.aiSpecs().stream().noneMatch(ai -> ai.inventories().isEmpty());
        if (!sound || specs.containsKey(spec.id()) || specs.size() >= MAX_SPECS) {
            return LlrpStatus.of(sound ? ATTRIBUTE_INVALID : MISSING_PARAMETER, "ROSpec");
        }
        specs.put(spec.id(), spec);
        configurationState++;
        return LlrpStatus.SUCCESS;
    }

    private Outcome order(SpecOrder order, Optional<LlrpStatus> refusal) {
        MessageType answer =
                MessageType.of(order.kind().number() + 10).orElse(MessageType.ERROR_MESSAGE);
        boolean access = order.kind().name().contains("ACCESS");
        boolean all = order.specId() == 0;
        boolean known = access || all || specs.containsKey(order.specId());
        LlrpStatus status =
                refusal.orElse(
                        known
                                ? LlrpStatus.SUCCESS
                                : LlrpStatus.of(ATTRIBUTE_INVALID, "no such ROSpec"));
        if (status.success() && !access) {
            for (Long id : List.copyOf(specs.keySet())) {
                if (all || id == order.specId()) {
                    status = change(order.kind(), id, status);
                }
            }
            configurationState++;
        }
        return new Outcome(answer, status);
    }

    private LlrpStatus change(MessageType kind, long id, LlrpStatus status) {
        RoSpec spec = specs.get(id);
        if (spec == null) {
            return status;
        }
        int state = spec.state();
        switch (kind) {
            case DELETE_ROSPEC -> {
                specs.remove(id);
                ended(id, state);
            }
            case ENABLE_ROSPEC ->
                    specs.put(
                            id,
                            spec.inState(
                                    spec.start().kind() == RoSpec.StartTrigger.WHEN_ENABLED
                                            ? RoSpec.ACTIVE
                                            : RoSpec.INACTIVE));
            case DISABLE_ROSPEC -> {
                specs.put(id, spec.inState(RoSpec.DISABLED));
                ended(id, state);
            }
            case START_ROSPEC -> {
                if (state == RoSpec.DISABLED) {
                    return LlrpStatus.of(ATTRIBUTE_INVALID, "not enabled");
                }
                specs.put(id, spec.inState(RoSpec.ACTIVE));
                runEvents.add(new ReaderEvent.RoSpecRun(ReaderEvent.RoSpecRun.STARTED, id, 0));
            }
            case STOP_ROSPEC -> {
                specs.put(id, spec.inState(RoSpec.INACTIVE));
                ended(id, state);
            }
            default -> throw new IllegalStateException("no order about ROSpecs: " + kind);
        }
        return status;
    }

    private void ended(long id, int before) {
        if (before == RoSpec.ACTIVE) {
            runEvents.add(new ReaderEvent.RoSpecRun(ReaderEvent.RoSpecRun.ENDED, id, 0));
        }
    }
}
