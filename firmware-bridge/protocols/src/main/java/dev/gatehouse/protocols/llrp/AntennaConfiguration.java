package dev.gatehouse.protocols.llrp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How a reader uses an antenna: parameter 222 with 223, 224, 330, 335 and 336. Filters of an
/// inventory are skipped.
///
/// @param antenna 0 for all
/// @param sensitivityIndex into the reader's table
/// @param transmitter absent leaves power and channel alone
/// @param inventories at most one of each kind in practice
public record AntennaConfiguration(
        int antenna,
        OptionalInt sensitivityIndex,
        Optional<Transmitter> transmitter,
        List<InventoryCommand> inventories)
        implements ReaderSetting {

    public AntennaConfiguration {
        Range.u16("antenna", antenna);
        sensitivityIndex.ifPresent(index -> Range.u16("sensitivity", index));
        inventories = List.copyOf(inventories);
    }

    /// Parameter 224.
    public record Transmitter(int hopTable, int channel, int powerIndex) {
        public Transmitter {
            Range.u16("transmitter", hopTable, channel, powerIndex);
        }
    }

    /// Parameter 330.
    public record InventoryCommand(
            boolean stateAware, Optional<RfControl> rf, Optional<Singulation> singulation) {

        static InventoryCommand read(LlrpReader in) {
            boolean aware = in.flag();
            RfControl rf = null;
            Singulation singulation = null;
            for (LlrpReader next = in.next(); next != null; next = in.next()) {
                if (next.is(ParameterType.C1G2_RF_CONTROL) && rf == null) {
                    rf = new RfControl(next.u16(), next.u16());
                    next.done();
                } else if (next.is(ParameterType.C1G2_SINGULATION_CONTROL) && singulation == null) {
                    singulation =
                            new Singulation(
                                    next.u8() >> Singulation.SESSION_SHIFT, next.u16(), next.u32());
                    next.skipParameters();
                } else {
                    next.unknown();
                }
            }
            return new InventoryCommand(
                    aware, Optional.ofNullable(rf), Optional.ofNullable(singulation));
        }

        void write(LlrpWriter out) {
            out.tlv(
                    ParameterType.C1G2_INVENTORY_COMMAND,
                    command -> {
                        command.flag(stateAware);
                        rf.ifPresent(control ->
                                command.tlv(
                                        ParameterType.C1G2_RF_CONTROL,
                                        one -> one.u16(control.mode).u16(control.tari)));
                        singulation.ifPresent(control ->
                                command.tlv(
                                        ParameterType.C1G2_SINGULATION_CONTROL,
                                        one ->
                                                one.u8(control.session << Singulation.SESSION_SHIFT)
                                                        .u16(control.population)
                                                        .u32(control.transitMs)));
                    });
        }
    }

    /// Parameter 335.
    public record RfControl(int mode, int tari) {
        public RfControl {
            Range.u16("RF control", mode, tari);
        }
    }

    /// Parameter 336.
    ///
    /// @param session 0 to 3: how long a tag that was read keeps still
    /// @param population tags that are expected at once
    /// @param transitMs how long one stays
    public record Singulation(int session, int population, long transitMs) {
        static final int SESSION_SHIFT = 6;
        private static final int SESSIONS = 4;

        public Singulation {
            if (session < 0 || session >= SESSIONS) {
                throw new IllegalArgumentException("session: expected 0..3, found " + session);
            }
            Range.u16("population", population);
            Range.u32("transit", transitMs);
        }
    }

    static AntennaConfiguration read(LlrpReader in) {
        int antenna = in.u16();
        OptionalInt sensitivity = OptionalInt.empty();
        Transmitter transmitter = null;
        List<InventoryCommand> inventories = new ArrayList<>();
        for (LlrpReader next = in.next(); next != null; next = in.next()) {
            if (next.is(ParameterType.RF_RECEIVER)) {
                sensitivity = OptionalInt.of(next.u16());
                next.done();
            } else if (next.is(ParameterType.RF_TRANSMITTER) && transmitter == null) {
                transmitter = new Transmitter(next.u16(), next.u16(), next.u16());
                next.done();
            } else if (next.is(ParameterType.C1G2_INVENTORY_COMMAND)) {
                inventories.add(InventoryCommand.read(next));
            } else {
                next.unknown();
            }
        }
        return new AntennaConfiguration(
                antenna, sensitivity, Optional.ofNullable(transmitter), inventories);
    }

    @Override
    public void write(LlrpWriter out) {
        out.tlv(
                ParameterType.ANTENNA_CONFIGURATION,
                one -> {
                    one.u16(antenna);
                    sensitivityIndex.ifPresent(index ->
                            one.tlv(ParameterType.RF_RECEIVER, receiver -> receiver.u16(index)));
                    transmitter.ifPresent(sender ->
                            one.tlv(
                                    ParameterType.RF_TRANSMITTER,
                                    values ->
                                            values.u16(sender.hopTable)
                                                    .u16(sender.channel)
                                                    .u16(sender.powerIndex)));
                    inventories.forEach(command -> command.write(one));
                });
    }
}
