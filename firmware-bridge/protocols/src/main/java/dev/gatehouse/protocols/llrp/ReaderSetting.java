package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Octets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a reader's configuration consists of, read or set: the parameters 217 to 226, 237, 239 and
/// 244.
public sealed interface ReaderSetting
        permits ReaderSetting.ConfigurationState,
                ReaderSetting.Identification,
                ReaderSetting.Gpo,
                ReaderSetting.Keepalive,
                ReaderSetting.AntennaProperties,
                ReaderSetting.Gpi,
                ReaderSetting.HoldUponReconnect,
                ReaderSetting.Reports,
                ReaderSetting.AccessReports,
                ReaderSetting.Events,
                AntennaConfiguration {

    /// Parameter 217: another value after every change of the configuration.
    record ConfigurationState(long value) implements ReaderSetting {
        public ConfigurationState {
            Range.u32("configuration state", value);
        }
    }

    /// Parameter 218: which reader it is.
    ///
    /// @param kind 0 for a MAC address or EUI-64, 1 for an EPC
    /// @param id octets of that
    record Identification(int kind, Octets id) implements ReaderSetting {
        public Identification {
            Range.u8("identification", kind);
            Range.u16("identification", id.length());
        }
    }

    /// Parameter 219: an output.
    record Gpo(int port, boolean high) implements ReaderSetting {
        public Gpo {
            Range.u16("GPO", port);
        }
    }

    /// Parameter 220.
    ///
    /// @param kind 0 none, 1 periodic
    record Keepalive(int kind, long periodMs) implements ReaderSetting {
        public static final int NONE = 0;
        public static final int PERIODIC = 1;

        public Keepalive {
            Range.u8("keepalive", kind);
            Range.u32("keepalive", periodMs);
        }
    }

    /// Parameter 221.
    ///
    /// @param gain dBi times 100
    record AntennaProperties(boolean connected, int antenna, int gain) implements ReaderSetting {
        public AntennaProperties {
            Range.u16("antenna", antenna);
            Range.s16("antenna gain", gain);
        }
    }

    /// Parameter 225: an input.
    ///
    /// @param state 0 low, 1 high, 2 unknown
    record Gpi(int port, boolean enabled, int state) implements ReaderSetting {
        public Gpi {
            Range.u16("GPI", port);
            Range.u8("GPI", state);
        }
    }

    /// Parameter 226: after a new connection nothing comes until it is asked for.
    record HoldUponReconnect(boolean hold) implements ReaderSetting {}

    /// Parameter 237.
    record Reports(RoReportSpec spec) implements ReaderSetting {}

    /// Parameter 239.
    ///
    /// @param trigger 0 with the reports, 1 at the end of the AccessSpec
    record AccessReports(int trigger) implements ReaderSetting {
        public AccessReports {
            Range.u8("access reports", trigger);
        }
    }

    /// Parameter 244 with 245: events by number, see the constants, and whether they are told.
    record Events(Map<Integer, Boolean> told) implements ReaderSetting {
        public static final int HOPPING = 0;
        public static final int GPI = 1;
        public static final int RO_SPEC = 2;
        public static final int BUFFER_WARNING = 3;
        public static final int READER_EXCEPTION = 4;
        public static final int RF_SURVEY = 5;
        public static final int AI_SPEC = 6;
        public static final int AI_SPEC_WITH_DETAILS = 7;
        public static final int ANTENNA = 8;

        public Events {
            told.keySet().forEach(event -> Range.u16("event", event));
            told = Collections.unmodifiableMap(new TreeMap<>(told));
        }
    }

    /// Empty for a parameter that is no setting known here; it is counted.
    static Optional<ReaderSetting> read(LlrpReader in) {
        if (in.is(ParameterType.ANTENNA_CONFIGURATION)) {
            return Optional.of(AntennaConfiguration.read(in));
        }
        if (in.is(ParameterType.RO_REPORT_SPEC)) {
            return Optional.of(new Reports(RoReportSpec.read(in)));
        }
        if (in.is(ParameterType.READER_EVENT_NOTIFICATION_SPEC)) {
            return Optional.of(events(in));
        }
        ReaderSetting setting;
        if (in.is(ParameterType.CONFIGURATION_STATE_VALUE)) {
            setting = new ConfigurationState(in.u32());
        } else if (in.is(ParameterType.IDENTIFICATION)) {
            setting = new Identification(in.u8(), in.octets(in.u16()));
        } else if (in.is(ParameterType.GPO_WRITE_DATA)) {
            setting = new Gpo(in.u16(), in.flag());
        } else if (in.is(ParameterType.KEEPALIVE_SPEC)) {
            setting = new Keepalive(in.u8(), in.u32());
        } else if (in.is(ParameterType.ANTENNA_PROPERTIES)) {
            setting = new AntennaProperties(in.flag(), in.u16(), in.s16());
        } else if (in.is(ParameterType.GPI_PORT_CURRENT_STATE)) {
            setting = new Gpi(in.u16(), in.flag(), in.u8());
        } else if (in.is(ParameterType.EVENTS_AND_REPORTS)) {
            setting = new HoldUponReconnect(in.flag());
        } else if (in.is(ParameterType.ACCESS_REPORT_SPEC)) {
            setting = new AccessReports(in.u8());
        } else {
            in.unknown();
            return Optional.empty();
        }
        in.done();
        return Optional.of(setting);
    }

    private static Events events(LlrpReader in) {
        Map<Integer, Boolean> told = new TreeMap<>();
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (next.is(ParameterType.EVENT_NOTIFICATION_STATE)) {
                told.put(next.u16(), next.flag());
                next.done();
            } else {
                next.unknown();
            }
        }
        return new Events(told);
    }

    /// All that follow.
    static List<ReaderSetting> readAll(LlrpReader in) {
        List<ReaderSetting> settings = new ArrayList<>();
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            read(next).ifPresent(settings::add);
        }
        return settings;
    }

    /// The parameter type of this setting, as a refusal names it.
    default int parameterType() {
        return type().number();
    }

    private ParameterType type() {
        return switch (this) {
            case ConfigurationState _ -> ParameterType.CONFIGURATION_STATE_VALUE;
            case Identification _ -> ParameterType.IDENTIFICATION;
            case Gpo _ -> ParameterType.GPO_WRITE_DATA;
            case Keepalive _ -> ParameterType.KEEPALIVE_SPEC;
            case AntennaProperties _ -> ParameterType.ANTENNA_PROPERTIES;
            case AntennaConfiguration _ -> ParameterType.ANTENNA_CONFIGURATION;
            case Gpi _ -> ParameterType.GPI_PORT_CURRENT_STATE;
            case HoldUponReconnect _ -> ParameterType.EVENTS_AND_REPORTS;
            case Reports _ -> ParameterType.RO_REPORT_SPEC;
            case AccessReports _ -> ParameterType.ACCESS_REPORT_SPEC;
            case Events _ -> ParameterType.READER_EVENT_NOTIFICATION_SPEC;
        };
    }

    default void write(LlrpWriter out) {
        switch (this) {
            case ConfigurationState(long value) -> out.tlv(type(), one -> one.u32(value));
            case Identification(int kind, Octets id) ->
                    out.tlv(type(), one -> one.u8(kind).u16(id.length()).octets(id));
            case Gpo(int port, boolean high) -> out.tlv(type(), one -> one.u16(port).flag(high));
            case Keepalive(int kind, long period) ->
                    out.tlv(type(), one -> one.u8(kind).u32(period));
            case AntennaProperties(boolean connected, int antenna, int gain) ->
                    out.tlv(type(), one -> one.flag(connected).u16(antenna).u16(gain));
            case AntennaConfiguration antenna -> antenna.write(out);
            case Gpi(int port, boolean enabled, int state) ->
                    out.tlv(type(), one -> one.u16(port).flag(enabled).u8(state));
            case HoldUponReconnect(boolean hold) -> out.tlv(type(), one -> one.flag(hold));
            case Reports(RoReportSpec spec) -> spec.write(out);
            case AccessReports(int trigger) -> out.tlv(type(), one -> one.u8(trigger));
            case Events(Map<Integer, Boolean> told) ->
                    out.tlv(
                            type(),
                            all ->
                                    told.forEach((event, on) ->
                                            all.tlv(
                                                    ParameterType.EVENT_NOTIFICATION_STATE,
                                                    one -> one.u16(event).flag(on))));
        }
    }
}
