package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.llrp.LlrpMessage.AddRoSpec;
import dev.gatehouse.protocols.llrp.LlrpMessage.CapabilitiesAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.ConfigAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.Events;
import dev.gatehouse.protocols.llrp.LlrpMessage.GetCapabilities;
import dev.gatehouse.protocols.llrp.LlrpMessage.GetConfig;
import dev.gatehouse.protocols.llrp.LlrpMessage.Outcome;
import dev.gatehouse.protocols.llrp.LlrpMessage.Report;
import dev.gatehouse.protocols.llrp.LlrpMessage.RoSpecsAnswer;
import dev.gatehouse.protocols.llrp.LlrpMessage.SetConfig;
import dev.gatehouse.protocols.llrp.LlrpMessage.SetVersion;
import dev.gatehouse.protocols.llrp.LlrpMessage.SpecOrder;
import dev.gatehouse.protocols.llrp.LlrpMessage.SupportedVersion;
import dev.gatehouse.protocols.llrp.RoReportSpec.TagContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A message in the words of the sheet's `decoded` objects, every scalar as text.
final class LlrpWords {

    private LlrpWords() {}

    static LlrpMessage message(LlrpFrame frame) {
        return switch (LlrpMessage.decode(frame, new DecodeNotes())) {
            case Decoded.Message<LlrpMessage>(LlrpMessage message) -> message;
            case Decoded.Rejected<LlrpMessage>(var reason, var detail) ->
                    throw new AssertionError(reason + ": " + detail);
        };
    }

    static LlrpFrame frame(byte[] octets) {
        return switch (LlrpFrame.decode(octets)) {
            case Decoded.Message<LlrpFrame>(LlrpFrame frame) -> frame;
            case Decoded.Rejected<LlrpFrame>(var reason, var detail) ->
                    throw new AssertionError(reason + ": " + detail);
        };
    }

    static Map<String, Object> of(LlrpFrame frame) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("version", "" + frame.version());
        words.put("type", "" + frame.type());
        words.put("typeName", MessageType.name(frame.type()));
        words.put("messageId", "" + frame.messageId());
        words.put("messageLength", "" + frame.encode().length);
        body(message(frame), words);
        return words;
    }

    private static void body(LlrpMessage message, Map<String, Object> words) {
        switch (message) {
            case SpecOrder order ->
                    words.put(
                            order.kind().name().contains("ACCESS") ? "accessSpecId" : "roSpecId",
                            "" + order.specId());
            case Outcome outcome -> status(outcome.status(), words);
            case GetCapabilities asked -> words.put("requestedData", "" + asked.requested());
            case GetConfig(int antenna, int requested, int gpi, int gpo) -> {
                words.put("antenna", "" + antenna);
                words.put("requestedData", "" + requested);
                words.put("gpi", "" + gpi);
                words.put("gpo", "" + gpo);
            }
            case SetConfig set -> {
                words.put("resetToFactoryDefault", "" + set.reset());
                if (set.settings().isEmpty()) {
                    words.put("parameters", List.of());
                }
                set.settings().forEach(setting -> setting(setting, words));
            }
            case ConfigAnswer answer -> {
                status(answer.status(), words);
                answer.settings().forEach(setting -> setting(setting, words));
            }
            case CapabilitiesAnswer answer -> {
                status(answer.status(), words);
                answer.capabilities()
                        .general()
                        .ifPresent(one -> words.put("general", general(one)));
                answer.capabilities().llrp().ifPresent(one -> words.put("llrp", llrp(one)));
            }
            case SupportedVersion answer -> {
                words.put("currentVersion", "" + answer.current());
                words.put("supportedVersion", "" + answer.supported());
                status(answer.status(), words);
            }
            case SetVersion set -> words.put("protocolVersion", "" + set.version());
            case AddRoSpec add -> words.put("roSpec", roSpec(add.spec()));
            case RoSpecsAnswer answer -> {
                status(answer.status(), words);
                words.put(
                        "roSpecs",
                        answer.specs().stream()
                                .map(spec ->
                                        Map.of(
                                                "id", "" + spec.id(),
                                                "currentState", "" + spec.state()))
                                .toList());
            }
            case Report report ->
                    words.put("tags", report.tags().stream().map(LlrpWords::tag).toList());
            case Events events -> {
                events.at()
                        .ifPresent(at ->
                                words.put(
                                        at.utc() ? "utcMicros" : "uptimeMicros", "" + at.micros()));
                events.events().forEach(event -> event(event, words));
            }
            case LlrpMessage.Bare _, LlrpMessage.CustomMessage _, LlrpMessage.Unread _ -> {}
        }
    }

    private static void status(LlrpStatus status, Map<String, Object> words) {
        words.put("status", "" + status.code());
        if (!status.text().isEmpty()) {
            words.put("errorDescription", status.text());
        }
        status.parameterError()
                .ifPresent(error ->
                        words.put(
                                "parameterError",
                                Map.of(
                                        "parameterType", "" + error.parameter(),
                                        "code", "" + error.code())));
    }

    private static void setting(ReaderSetting setting, Map<String, Object> words) {
        switch (setting) {
            case ReaderSetting.Events(var told) -> {
                Map<String, Object> all = new LinkedHashMap<>();
                told.forEach((event, on) -> all.put("" + event, "" + on));
                words.put("eventNotifications", all);
            }
            case ReaderSetting.Reports(RoReportSpec spec) -> words.put("roReportSpec", full(spec));
            case ReaderSetting.Keepalive(int kind, long period) ->
                    words.put("keepalive", Map.of("type", "" + kind, "intervalMs", "" + period));
            case ReaderSetting.HoldUponReconnect(boolean hold) ->
                    words.put("holdEventsAndReportsUponReconnect", "" + hold);
            case ReaderSetting.ConfigurationState(long value) ->
                    words.put("configurationStateValue", "" + value);
            case ReaderSetting.Identification _,
                    ReaderSetting.Gpo _,
                    ReaderSetting.Gpi _,
                    ReaderSetting.AntennaProperties _,
                    AntennaConfiguration _,
                    ReaderSetting.AccessReports _ ->
                    throw new AssertionError("no vector has " + setting);
        }
    }

    private static Map<String, Object> brief(RoReportSpec spec) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("trigger", "" + spec.trigger());
        words.put("n", "" + spec.n());
        words.put("selectorBits", String.format(Locale.ROOT, "0x%04x", spec.content()));
        return words;
    }

    private static Map<String, Object> full(RoReportSpec spec) {
        Map<String, Object> words = brief(spec);
        List<String> selector = new ArrayList<>();
        select(spec, TagContent.ANTENNA_ID, "AntennaID", selector);
        select(spec, TagContent.PEAK_RSSI, "PeakRSSI", selector);
        select(spec, TagContent.FIRST_SEEN, "FirstSeenTimestamp", selector);
        select(spec, TagContent.LAST_SEEN, "LastSeenTimestamp", selector);
        select(spec, TagContent.TAG_SEEN_COUNT, "TagSeenCount", selector);
        words.put("selector", selector);
        spec.epcMemory()
                .ifPresent(bits ->
                        words.put(
                                "c1g2",
                                Map.of(
                                        "crc", "" + ((bits & 0x80) != 0),
                                        "pc", "" + ((bits & 0x40) != 0))));
        return words;
    }

    private static void select(RoReportSpec spec, int bit, String word, List<String> into) {
        if ((spec.content() & bit) != 0) {
            into.add(word);
        }
    }

    private static Map<String, Object> roSpec(RoSpec spec) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("id", "" + spec.id());
        words.put("priority", "" + spec.priority());
        words.put("currentState", "" + spec.state());
        words.put("startTrigger", "" + spec.start().kind());
        words.put("stopTrigger", "" + spec.stop().kind());
        words.put("stopDurationMs", "" + spec.stop().durationMs());
        AiSpec ai = spec.aiSpecs().getFirst();
        words.put(
                "aiSpec",
                Map.of(
                        "antennas",
                        ai.antennas().stream().map(String::valueOf).toList(),
                        "stopTrigger",
                        "" + ai.stop().kind(),
                        "stopDurationMs",
                        "" + ai.stop().durationMs(),
                        "inventoryParameterSpecs",
                        ai.inventories().stream()
                                .map(one ->
                                        Map.of(
                                                "id", "" + one.id(),
                                                "protocol", "" + one.protocol()))
                                .toList()));
        spec.report().ifPresent(report -> words.put("roReportSpec", brief(report)));
        return words;
    }

    private static Map<String, Object> general(Capabilities.General general) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("maxAntennas", "" + general.maxAntennas());
        words.put("canSetAntennaProperties", "" + general.canSetAntennaProperties());
        words.put("hasUtcClock", "" + general.hasUtcClock());
        words.put("manufacturerPen", "" + general.manufacturer());
        words.put("model", "" + general.model());
        words.put("firmware", general.firmware());
        words.put(
                "receiveSensitivity",
                general.sensitivities().stream()
                        .map(one -> List.of("" + one.index(), "" + one.db()))
                        .toList());
        general.gpio()
                .ifPresent(ports -> {
                    words.put("gpi", "" + ports.inputs());
                    words.put("gpo", "" + ports.outputs());
                });
        Map<String, Object> protocols = new LinkedHashMap<>();
        general.airProtocols()
                .forEach(one ->
                        protocols.put(
                                "" + one.antenna(),
                                one.protocols().stream().map(String::valueOf).toList()));
        words.put("airProtocols", protocols);
        return words;
    }

    private static Map<String, Object> llrp(Capabilities.Llrp llrp) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("canDoRfSurvey", "" + llrp.has(Capabilities.Llrp.RF_SURVEY));
        words.put(
                "canReportBufferFillWarning", "" + llrp.has(Capabilities.Llrp.BUFFER_FILL_WARNING));
        words.put(
                "supportsClientRequestOpSpec", "" + llrp.has(Capabilities.Llrp.CLIENT_REQUEST_OP));
        words.put("stateAwareSingulation", "" + llrp.has(Capabilities.Llrp.STATE_AWARE));
        words.put(
                "supportsEventAndReportHolding",
                "" + llrp.has(Capabilities.Llrp.EVENT_AND_REPORT_HOLDING));
        words.put("maxPriority", "" + llrp.maxPriority());
        words.put("clientRequestTimeoutMs", "" + llrp.clientTimeoutMs());
        words.put("maxRoSpecs", "" + llrp.maxRoSpecs());
        words.put("maxSpecsPerRoSpec", "" + llrp.maxSpecsPerRoSpec());
        words.put("maxInventoryParamSpecsPerAiSpec", "" + llrp.maxInventoriesPerAiSpec());
        words.put("maxAccessSpecs", "" + llrp.maxAccessSpecs());
        words.put("maxOpSpecsPerAccessSpec", "" + llrp.maxOpSpecsPerAccessSpec());
        return words;
    }

    private static Map<String, Object> tag(TagReport tag) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("epcBits", "" + tag.epc().bitCount());
        words.put("epc", tag.epc().octets().hex().toLowerCase(Locale.ROOT));
        tag.antenna().ifPresent(value -> words.put("antenna", "" + value));
        tag.peakRssiDbm().ifPresent(value -> words.put("peakRssiDbm", "" + value));
        tag.firstSeenUtcMicros().ifPresent(value -> words.put("firstSeenUtcMicros", "" + value));
        tag.lastSeenUtcMicros().ifPresent(value -> words.put("lastSeenUtcMicros", "" + value));
        tag.firstSeenUptimeMicros()
                .ifPresent(value -> words.put("firstSeenUptimeMicros", "" + value));
        if (tag.numbers().containsKey(Tv.TAG_SEEN_COUNT)) {
            words.put("tagSeenCount", "" + tag.seenCount());
        }
        if (!tag.custom().isEmpty()) {
            words.put(
                    "custom",
                    tag.custom().stream()
                            .map(one ->
                                    Map.of(
                                            "vendor", "" + one.vendor(),
                                            "subtype", "" + one.subtype(),
                                            "data", one.data().hex()))
                            .toList());
        }
        return words;
    }

    private static void event(ReaderEvent event, Map<String, Object> words) {
        switch (event) {
            case ReaderEvent.Gpi(int port, boolean high) ->
                    words.put("gpiEvent", Map.of("port", "" + port, "high", "" + high));
            case ReaderEvent.RoSpecRun(int kind, long id, long preempting) ->
                    words.put(
                            "roSpecEvent",
                            Map.of(
                                    "type", "" + kind,
                                    "roSpecId", "" + id,
                                    "preemptingRoSpecId", "" + preempting));
            case ReaderEvent.BufferLevel(int percent) ->
                    words.put("reportBufferPercent", "" + percent);
            case ReaderEvent.BufferOverflow() -> words.put("reportBufferOverflow", "true");
            case ReaderEvent.ReaderException(String message, Map<Tv, Long> numbers) ->
                    words.put(
                            "readerException",
                            Map.of("message", message, "antenna", "" + numbers.get(Tv.ANTENNA_ID)));
            case ReaderEvent.Antenna(boolean connected, int antenna) ->
                    words.put(
                            "antennaEvent",
                            Map.of("type", connected ? "1" : "0", "antenna", "" + antenna));
            case ReaderEvent.ConnectionAttempt(int status) ->
                    words.put("connectionAttemptStatus", "" + status);
            case ReaderEvent.ConnectionClose() -> words.put("connectionClose", "true");
            case ReaderEvent.Hopping _, ReaderEvent.RfSurvey _, ReaderEvent.AiSpecEnd _ ->
                    throw new AssertionError("no vector has " + event);
        }
    }
}
