package dev.gatehouse.protocols.llrp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One inventory of a ROSpec: parameter 183 with 184 to 186.
///
/// @param antennas by number; a single 0 for all of them
/// @param stop when it ends
/// @param inventories what is looked for
public record AiSpec(List<Integer> antennas, Stop stop, List<Inventory> inventories) {

    public AiSpec {
        antennas = List.copyOf(antennas);
        antennas.forEach(antenna -> Range.u16("antenna", antenna));
        Range.u16("antennas", antennas.size());
        inventories = List.copyOf(inventories);
    }

    /// Parameter 184.
    public record Stop(
            int kind,
            long durationMs,
            Optional<RoSpec.GpiTrigger> gpi,
            Optional<TagObservation> tags) {

        /// With the ROSpec.
        public static final Stop NEVER = new Stop(0, 0, Optional.empty(), Optional.empty());

        public Stop {
            Range.u8("AISpec stop", kind);
            Range.u32("AISpec stop", durationMs);
        }

        static Stop read(LlrpReader in) {
            int kind = in.u8();
            long duration = in.u32();
            RoSpec.GpiTrigger gpi = null;
            TagObservation tags = null;
            for (LlrpReader next = in.next(); next != null; next = in.next()) {
                if (next.is(ParameterType.GPI_TRIGGER_VALUE) && gpi == null) {
                    gpi = RoSpec.GpiTrigger.read(next);
                } else if (next.is(ParameterType.TAG_OBSERVATION_TRIGGER) && tags == null) {
                    tags = TagObservation.read(next);
                } else {
                    next.unknown();
                }
            }
            return new Stop(kind, duration, Optional.ofNullable(gpi), Optional.ofNullable(tags));
        }

        void write(LlrpWriter out) {
            out.tlv(
                    ParameterType.AI_SPEC_STOP_TRIGGER,
                    stop -> {
                        stop.u8(kind).u32(durationMs);
                        gpi.ifPresent(trigger -> trigger.write(stop));
                        tags.ifPresent(trigger -> trigger.write(stop));
                    });
        }
    }

    /// Parameter 185: ends after so many tags, so long a silence, or so many attempts.
    public record TagObservation(int kind, int tags, int attempts, int quietMs, long timeoutMs) {
        public TagObservation {
            Range.u8("tag observation", kind);
            Range.u16("tag observation", tags, attempts, quietMs);
            Range.u32("tag observation", timeoutMs);
        }

        static TagObservation read(LlrpReader in) {
            int kind = in.u8();
            var _ = in.u8();
            TagObservation read = new TagObservation(kind, in.u16(), in.u16(), in.u16(), in.u32());
            in.done();
            return read;
        }

        void write(LlrpWriter out) {
            out.tlv(
                    ParameterType.TAG_OBSERVATION_TRIGGER,
                    value ->
                            value.u8(kind)
                                    .u8(0)
                                    .u16(tags)
                                    .u16(attempts)
                                    .u16(quietMs)
                                    .u32(timeoutMs));
        }
    }

    /// Parameter 186.
    ///
    /// @param id at least 1
    /// @param protocol on the air, see [RoSpec#C1G2]
    /// @param antennas settings for this inventory alone
    public record Inventory(int id, int protocol, List<AntennaConfiguration> antennas) {
        public Inventory {
            Range.u16("inventory id", id);
            Range.u8("air protocol", protocol);
            antennas = List.copyOf(antennas);
        }

        static Inventory read(LlrpReader in) {
            int id = in.u16();
            int protocol = in.u8();
            List<AntennaConfiguration> antennas = new ArrayList<>();
            for (LlrpReader next = in.next(); next != null; next = in.next()) {
                if (next.is(ParameterType.ANTENNA_CONFIGURATION)) {
                    antennas.add(AntennaConfiguration.read(next));
                } else {
                    next.unknown();
                }
            }
            return new Inventory(id, protocol, antennas);
        }

        void write(LlrpWriter out) {
            out.tlv(
                    ParameterType.INVENTORY_PARAMETER_SPEC,
                    spec -> {
                        spec.u16(id).u8(protocol);
                        antennas.forEach(antenna -> antenna.write(spec));
                    });
        }
    }

    static AiSpec read(LlrpReader in) {
        int count = in.u16();
        List<Integer> antennas = new ArrayList<>();
        for (int read = 0; read < count && !in.failed(); read++) {
            antennas.add(in.u16());
        }
        Stop stop = Stop.NEVER;
        List<Inventory> inventories = new ArrayList<>();
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (next.is(ParameterType.AI_SPEC_STOP_TRIGGER)) {
                stop = Stop.read(next);
            } else if (next.is(ParameterType.INVENTORY_PARAMETER_SPEC)) {
                inventories.add(Inventory.read(next));
            } else {
                next.unknown();
            }
        }
        return new AiSpec(antennas, stop, inventories);
    }

    void write(LlrpWriter out) {
        out.tlv(
                ParameterType.AI_SPEC,
                spec -> {
                    spec.u16(antennas.size());
                    antennas.forEach(spec::u16);
                    stop.write(spec);
                    inventories.forEach(one -> one.write(spec));
                });
    }
}
