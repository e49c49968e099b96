package dev.gatehouse.protocols.llrp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a reader shall do: parameter 177 and those inside it, 178 to 186.
///
/// @param id at least 1
/// @param priority 0 is highest
/// @param state 0 disabled, 1 inactive, 2 active; 0 where it is added
/// @param start when it begins
/// @param stop when it ends
/// @param aiSpecs inventories, in order
/// @param report absent for what SET_READER_CONFIG says
public record RoSpec(
        long id,
        int priority,
        int state,
        StartTrigger start,
        StopTrigger stop,
        List<AiSpec> aiSpecs,
        Optional<RoReportSpec> report) {

    /// States.
    public static final int DISABLED = 0;

    public static final int INACTIVE = 1;
    public static final int ACTIVE = 2;

    /// Every antenna, in an AISpec.
    public static final int ALL_ANTENNAS = 0;

    /// The air protocol of all UHF tags of today, EPCglobal class 1 generation 2.
    public static final int C1G2 = 1;

    public RoSpec {
        Range.u32("ROSpec id", id);
        Range.u8("ROSpec", priority, state);
        aiSpecs = List.copyOf(aiSpecs);
    }

    /// The same in another state.
    public RoSpec inState(int other) {
        return new RoSpec(id, priority, other, start, stop, aiSpecs, report);
    }

    /// Begins by the clock: 180.
    public record Periodic(long offsetMs, long periodMs, Optional<Timestamp> from) {
        public Periodic {
            Range.u32("periodic trigger", offsetMs, periodMs);
        }

        static Periodic read(LlrpReader in) {
            long offset = in.u32();
            long period = in.u32();
            Timestamp from = null;
            for (LlrpReader next = in.next(); next != null; next = in.next()) {
                if (Timestamp.is(next) && from == null) {
                    from = Timestamp.read(next);
                } else {
                    next.unknown();
                }
            }
            return new Periodic(offset, period, Optional.ofNullable(from));
        }

        void write(LlrpWriter out) {
            out.tlv(
                    ParameterType.PERIODIC_TRIGGER_VALUE,
                    value -> {
                        value.u32(offsetMs).u32(periodMs);
                        from.ifPresent(time -> time.write(value));
                    });
        }
    }

    /// Begins or ends by an input of the reader: 181.
    public record GpiTrigger(int port, boolean onHigh, long timeoutMs) {
        public GpiTrigger {
            Range.u16("GPI trigger", port);
            Range.u32("GPI trigger", timeoutMs);
        }

        static GpiTrigger read(LlrpReader in) {
            GpiTrigger trigger = new GpiTrigger(in.u16(), in.flag(), in.u32());
            in.done();
            return trigger;
        }

        void write(LlrpWriter out) {
            out.tlv(
                    ParameterType.GPI_TRIGGER_VALUE,
                    value -> value.u16(port).flag(onHigh).u32(timeoutMs));
        }
    }

    /// Parameter 179.
    public record StartTrigger(int kind, Optional<Periodic> periodic, Optional<GpiTrigger> gpi) {
        public static final int BY_START_ROSPEC = 0;
        public static final int WHEN_ENABLED = 1;
        public static final int PERIODIC = 2;
        public static final int GPI = 3;

        public StartTrigger {
            Range.u8("start trigger", kind);
        }

        /// One without values.
        public static StartTrigger of(int kind) {
            return new StartTrigger(kind, Optional.empty(), Optional.empty());
        }

        static StartTrigger read(LlrpReader in) {
            int kind = in.u8();
            Periodic periodic = null;
            GpiTrigger gpi = null;
            for (LlrpReader next = in.next(); next != null; next = in.next()) {
                if (next.is(ParameterType.PERIODIC_TRIGGER_VALUE) && periodic == null) {
                    periodic = Periodic.read(next);
                } else if (next.is(ParameterType.GPI_TRIGGER_VALUE) && gpi == null) {
                    gpi = GpiTrigger.read(next);
                } else {
                    next.unknown();
                }
            }
            return new StartTrigger(kind, Optional.ofNullable(periodic), Optional.ofNullable(gpi));
        }

        void write(LlrpWriter out) {
            out.tlv(
                    ParameterType.RO_SPEC_START_TRIGGER,
                    trigger -> {
                        trigger.u8(kind);
                        periodic.ifPresent(value -> value.write(trigger));
                        gpi.ifPresent(value -> value.write(trigger));
                    });
        }
    }

    /// Parameter 182.
    public record StopTrigger(int kind, long durationMs, Optional<GpiTrigger> gpi) {
        public static final int NONE = 0;
        public static final int DURATION = 1;
        public static final int GPI = 2;

        /// Until it is told to.
        public static final StopTrigger NEVER = new StopTrigger(NONE, 0, Optional.empty());

        public StopTrigger {
            Range.u8("stop trigger", kind);
            Range.u32("stop trigger", durationMs);
        }

        static StopTrigger read(LlrpReader in) {
            int kind = in.u8();
            long duration = in.u32();
            GpiTrigger gpi = null;
            for (LlrpReader next = in.next(); next != null; next = in.next()) {
                if (next.is(ParameterType.GPI_TRIGGER_VALUE) && gpi == null) {
                    gpi = GpiTrigger.read(next);
                } else {
                    next.unknown();
                }
            }
            return new StopTrigger(kind, duration, Optional.ofNullable(gpi));
        }

        void write(LlrpWriter out) {
            out.tlv(
                    ParameterType.RO_SPEC_STOP_TRIGGER,
                    trigger -> {
                        trigger.u8(kind).u32(durationMs);
                        gpi.ifPresent(value -> value.write(trigger));
                    });
        }
    }

    static RoSpec read(LlrpReader in) {
        long id = in.u32();
        int priority = in.u8();
        int state = in.u8();
        StartTrigger start = StartTrigger.of(StartTrigger.BY_START_ROSPEC);
        StopTrigger stop = StopTrigger.NEVER;
        List<AiSpec> specs = new ArrayList<>();
        RoReportSpec report = null;
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (next.is(ParameterType.RO_BOUNDARY_SPEC)) {
                for (LlrpReader edge = next.next(); edge != null; edge = next.next()) {
                    if (edge.is(ParameterType.RO_SPEC_START_TRIGGER)) {
                        start = StartTrigger.read(edge);
                    } else if (edge.is(ParameterType.RO_SPEC_STOP_TRIGGER)) {
                        stop = StopTrigger.read(edge);
                    } else {
                        edge.unknown();
                    }
                }
            } else if (next.is(ParameterType.AI_SPEC)) {
                specs.add(AiSpec.read(next));
            } else if (next.is(ParameterType.RO_REPORT_SPEC) && report == null) {
                report = RoReportSpec.read(next);
            } else {
                next.unknown();
            }
        }
        return new RoSpec(id, priority, state, start, stop, specs, Optional.ofNullable(report));
    }

    void write(LlrpWriter out) {
        out.tlv(
                ParameterType.RO_SPEC,
                spec -> {
                    spec.u32(id).u8(priority).u8(state);
                    spec.tlv(
                            ParameterType.RO_BOUNDARY_SPEC,
                            edges -> {
                                start.write(edges);
                                stop.write(edges);
                            });
                    aiSpecs.forEach(one -> one.write(spec));
                    report.ifPresent(one -> one.write(spec));
                });
    }
}
