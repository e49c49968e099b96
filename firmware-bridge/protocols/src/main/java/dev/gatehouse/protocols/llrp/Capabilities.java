package dev.gatehouse.protocols.llrp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a reader can do, as far as it is of use here: parameters 137 and 142. Regulatory and air
/// protocol capabilities are skipped.
///
/// @param general of the device
/// @param llrp of its protocol
public record Capabilities(Optional<General> general, Optional<Llrp> llrp) {

    /// Parameter 137.
    ///
    /// @param manufacturer private enterprise number (IANA)
    /// @param model the manufacturer's
    /// @param firmware its version
    /// @param sensitivities index and dB below the best
    /// @param gpio inputs and outputs
    /// @param airProtocols of each antenna
    public record General(
            int maxAntennas,
            boolean canSetAntennaProperties,
            boolean hasUtcClock,
            long manufacturer,
            long model,
            String firmware,
            List<Sensitivity> sensitivities,
            Optional<Gpio> gpio,
            List<AirProtocols> airProtocols) {

        private static final int SET_ANTENNAS_BIT = 0x8000;
        private static final int UTC_BIT = 0x4000;

        public General {
            Range.u16("antennas", maxAntennas);
            Range.u32("reader", manufacturer, model);
            sensitivities = List.copyOf(sensitivities);
            airProtocols = List.copyOf(airProtocols);
        }

        static General read(LlrpReader in) {
            int antennas = in.u16();
            int flags = in.u16();
            long manufacturer = in.u32();
            long model = in.u32();
            String firmware = in.text();
            List<Sensitivity> sensitivities = new ArrayList<>();
            Gpio gpio = null;
            List<AirProtocols> protocols = new ArrayList<>();
            for (LlrpReader next = in.next(); next != null; next = in.next()) {
                if (next.is(ParameterType.RECEIVE_SENSITIVITY_TABLE_ENTRY)) {
                    sensitivities.add(new Sensitivity(next.u16(), next.u16()));
                    next.done();
                } else if (next.is(ParameterType.GPIO_CAPABILITIES) && gpio == null) {
                    gpio = new Gpio(next.u16(), next.u16());
                    next.done();
                } else if (next.is(ParameterType.PER_ANTENNA_AIR_PROTOCOL)) {
                    protocols.add(AirProtocols.read(next));
                } else {
                    next.unknown();
                }
            }
            return new General(
                    antennas,
                    (flags & SET_ANTENNAS_BIT) != 0,
                    (flags & UTC_BIT) != 0,
                    manufacturer,
                    model,
                    firmware,
                    sensitivities,
                    Optional.ofNullable(gpio),
                    protocols);
        }

        void write(LlrpWriter out) {
            int flags =
                    (canSetAntennaProperties ? SET_ANTENNAS_BIT : 0) | (hasUtcClock ? UTC_BIT : 0);
            out.tlv(
                    ParameterType.GENERAL_DEVICE_CAPABILITIES,
                    all -> {
                        all.u16(maxAntennas).u16(flags).u32(manufacturer).u32(model);
                        all.text(firmware);
                        sensitivities.forEach(entry ->
                                all.tlv(
                                        ParameterType.RECEIVE_SENSITIVITY_TABLE_ENTRY,
                                        one -> one.u16(entry.index).u16(entry.db)));
                        gpio.ifPresent(ports ->
                                all.tlv(
                                        ParameterType.GPIO_CAPABILITIES,
                                        one -> one.u16(ports.inputs).u16(ports.outputs)));
                        airProtocols.forEach(one -> one.write(all));
                    });
        }
    }

    /// Parameter 139.
    public record Sensitivity(int index, int db) {
        public Sensitivity {
            Range.u16("sensitivity", index, db);
        }
    }

    /// Parameter 141.
    public record Gpio(int inputs, int outputs) {
        public Gpio {
            Range.u16("GPIO", inputs, outputs);
        }
    }

    /// Parameter 140.
    public record AirProtocols(int antenna, List<Integer> protocols) {
        public AirProtocols {
            Range.u16("antenna", antenna);
            protocols = List.copyOf(protocols);
            protocols.forEach(protocol -> Range.u8("air protocol", protocol));
            Range.u16("air protocols", protocols.size());
        }

        static AirProtocols read(LlrpReader in) {
            int antenna = in.u16();
            int count = in.u16();
            List<Integer> protocols = new ArrayList<>();
            for (int read = 0; read < count && !in.failed(); read++) {
                protocols.add(in.u8());
            }
            in.done();
            return new AirProtocols(antenna, protocols);
        }

        void write(LlrpWriter out) {
            out.tlv(
                    ParameterType.PER_ANTENNA_AIR_PROTOCOL,
                    one -> {
                        one.u16(antenna).u16(protocols.size());
                        protocols.forEach(one::u8);
                    });
        }
    }

    /// Parameter 142.
    ///
    /// @param flags see the constants
    public record Llrp(
            int flags,
            int maxPriority,
            int clientTimeoutMs,
            long maxRoSpecs,
            long maxSpecsPerRoSpec,
            long maxInventoriesPerAiSpec,
            long maxAccessSpecs,
            long maxOpSpecsPerAccessSpec) {

        public static final int RF_SURVEY = 0x80;
        public static final int BUFFER_FILL_WARNING = 0x40;
        public static final int CLIENT_REQUEST_OP = 0x20;
        public static final int STATE_AWARE = 0x10;
        public static final int EVENT_AND_REPORT_HOLDING = 0x08;

        public Llrp {
            Range.u8("LLRP capabilities", flags, maxPriority);
            Range.u16("client timeout", clientTimeoutMs);
            Range.u32(
                    "LLRP capabilities",
                    maxRoSpecs,
                    maxSpecsPerRoSpec,
                    maxInventoriesPerAiSpec,
                    maxAccessSpecs,
                    maxOpSpecsPerAccessSpec);
        }

        /// Whether it has what a constant stands for.
        public boolean has(int flag) {
            return (flags & flag) != 0;
        }

        static Llrp read(LlrpReader in) {
            Llrp read =
                    new Llrp(
                            in.u8(), in.u8(), in.u16(), in.u32(), in.u32(), in.u32(), in.u32(),
                            in.u32());
            in.done();
            return read;
        }

        void write(LlrpWriter out) {
            out.tlv(
                    ParameterType.LLRP_CAPABILITIES,
                    all ->
                            all.u8(flags)
                                    .u8(maxPriority)
                                    .u16(clientTimeoutMs)
                                    .u32(maxRoSpecs)
                                    .u32(maxSpecsPerRoSpec)
                                    .u32(maxInventoriesPerAiSpec)
                                    .u32(maxAccessSpecs)
                                    .u32(maxOpSpecsPerAccessSpec));
        }
    }

    void write(LlrpWriter out) {
        general.ifPresent(part -> part.write(out));
        llrp.ifPresent(part -> part.write(out));
    }
}
