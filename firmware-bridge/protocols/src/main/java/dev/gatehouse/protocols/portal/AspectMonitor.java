package dev.gatehouse.protocols.portal;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.ArrayList;
import java.util.List;

/// The monitor block of an Aspect portal (clause 5). Numbers of 32 bits have their low word first.
///
/// @param elapsed a counter that rises; its unit is not documented
/// @param inputs signals, bits `INPUT_...`
/// @param gamma channel
/// @param neutron channel
/// @param objects rises with each new object and wraps at 65,536
/// @param wheelPairs of the object
/// @param speed in a unit of the site
/// @param outputs signals, bits `OUTPUT_...`
public record AspectMonitor(
        long elapsed,
        int inputs,
        Channel gamma,
        Channel neutron,
        int objects,
        int wheelPairs,
        int speed,
        int outputs) {

    /// Least registers of the block.
    public static final int COUNT = 21;

    public static final int INPUT_OCCUPANCY = 0x000F;
    public static final int INPUT_FORWARD = 0x0040;
    public static final int INPUT_BACKWARD = 0x0080;
    public static final int INPUT_POWER_FAIL = 0x0100;
    public static final int INPUT_LOW_BATTERY = 0x0200;
    public static final int INPUT_OPEN = 0x0400;
    public static final int INPUT_ERROR = 0x0800;
    public static final int INPUT_FAULTS = 0x0F00;
    public static final int STATUS_ALARM = 0x0003;
    public static final int STATUS_LOW = 0x0010;
    public static final int STATUS_HIGH = 0x0020;
    public static final int STATUS_OVERLOAD = 0x0040;
    public static final int STATUS_FAULTS = 0x0070;
    public static final int STATUS_READY = 0x0080;
    public static final int OUTPUT_ALARM = 0x0001;

    private static final int ELAPSED = 0;
    private static final int INPUTS = 2;
    private static final int GAMMA = 3;
    private static final int NEUTRON = 10;
    private static final int OBJECTS = 17;
    private static final int WHEEL_PAIRS = 18;
    private static final int SPEED = 19;
    private static final int OUTPUTS = 20;
    private static final long MAX_U32 = 0xFFFF_FFFFL;

    public AspectMonitor {
        if (elapsed < 0 || elapsed > MAX_U32) {
            throw new IllegalArgumentException("elapsed: expected 32 bits");
        }
        for (int value : new int[] {inputs, objects, wheelPairs, speed, outputs}) {
            if (value < 0 || value > ModbusMessage.MAX_U16) {
                throw new IllegalArgumentException("monitor: expected registers of 16 bits");
            }
        }
    }

    /// One kind of radiation.
    ///
    /// @param status bits `STATUS_...`
    /// @param count as the portal gives it, which may be negative
    /// @param background as the portal gives it; may be no number
    /// @param variance as the portal gives it; may be no number
    public record Channel(int status, int count, float background, float variance) {
        public Channel {
            if (status < 0 || status > ModbusMessage.MAX_U16) {
                throw new IllegalArgumentException("status: expected 16 bits");
            }
        }

        /// The portal's own decision.
        public boolean alarm() {
            return (status & STATUS_ALARM) != 0;
        }

        /// It cannot screen, or not well.
        public boolean fault() {
            return (status & STATUS_FAULTS) != 0 || (status & STATUS_READY) == 0;
        }
    }

    /// Reads the registers of the answer; those behind the known ones are left alone.
    public static Decoded<AspectMonitor> of(List<Integer> registers) {
        if (registers.size() < COUNT) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "expected at least " + COUNT + " registers, found " + registers.size());
        }
        return Decoded.message(
                new AspectMonitor(
                        Integer.toUnsignedLong(i32(registers, ELAPSED)),
                        registers.get(INPUTS),
                        channel(registers, GAMMA),
                        channel(registers, NEUTRON),
                        registers.get(OBJECTS),
                        registers.get(WHEEL_PAIRS),
                        registers.get(SPEED),
                        registers.get(OUTPUTS)));
    }

    private static Channel channel(List<Integer> registers, int from) {
        return new Channel(
                registers.get(from),
                i32(registers, from + 1),
                Float.intBitsToFloat(i32(registers, from + 3)),
                Float.intBitsToFloat(i32(registers, from + 5)));
    }

    private static int i32(List<Integer> registers, int at) {
        return registers.get(at) | registers.get(at + 1) << 16;
    }

    /// As the portal has them.
    public List<Integer> toRegisters() {
        List<Integer> all = new ArrayList<>(COUNT);
        put(all, (int) elapsed);
        all.add(inputs);
        put(all, gamma);
        put(all, neutron);
        all.add(objects);
        all.add(wheelPairs);
        all.add(speed);
        all.add(outputs);
        return all;
    }

    private static void put(List<Integer> all, Channel channel) {
        all.add(channel.status());
        put(all, channel.count());
        put(all, Float.floatToRawIntBits(channel.background()));
        put(all, Float.floatToRawIntBits(channel.variance()));
    }

    private static void put(List<Integer> all, int value) {
        all.add(value & ModbusMessage.MAX_U16);
        all.add(value >>> 16);
    }

    /// Somebody is there.
    public boolean occupied() {
        return (inputs & INPUT_OCCUPANCY) != 0;
    }

    /// The cabinet is open.
    public boolean tampered() {
        return (inputs & INPUT_OPEN) != 0;
    }

    /// Screening cannot be relied on.
    public boolean fault() {
        return (inputs & INPUT_FAULTS) != 0 || gamma.fault() || neutron.fault();
    }
}
