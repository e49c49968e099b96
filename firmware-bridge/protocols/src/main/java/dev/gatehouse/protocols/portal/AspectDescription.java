package dev.gatehouse.protocols.portal;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.ArrayList;
import java.util.List;

/// The first eight registers of an Aspect portal, which tell where its monitor block is (clause 5).
///
/// @param signature of the maker
/// @param registers in all
/// @param monitorId of the monitor block
/// @param monitorBase address of its first register
/// @param monitorCount of its registers
public record AspectDescription(
        int signature, int registers, int monitorId, int monitorBase, int monitorCount) {
    /// Where it is.
    public static final int ADDRESS = 0;

    /// Its registers, three of them reserved.
    public static final int COUNT = 8;

    public AspectDescription {
        if (monitorCount < AspectMonitor.COUNT || monitorCount > ModbusMessage.MAX_REGISTERS) {
            throw new IllegalArgumentException("monitor block: expected 21..125 registers");
        }
        if (monitorBase < 0 || monitorBase + monitorCount > ModbusMessage.MAX_U16 + 1) {
            throw new IllegalArgumentException("monitor block: expected 65536 registers in all");
        }
    }

    /// Reads the registers of the answer.
    public static Decoded<AspectDescription> of(List<Integer> registers) {
        if (registers.size() != COUNT) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "expected " + COUNT + " registers, found " + registers.size());
        }
        int base = registers.get(3);
        int count = registers.get(4);
        if (count < AspectMonitor.COUNT
                || count > ModbusMessage.MAX_REGISTERS
                || base + count > ModbusMessage.MAX_U16 + 1) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE,
                    "expected a monitor block of 21..125 registers, found " + count);
        }
        return Decoded.message(
                new AspectDescription(
                        registers.get(0), registers.get(1), registers.get(2), base, count));
    }

    /// As the portal has them.
    public List<Integer> toRegisters() {
        List<Integer> all =
                new ArrayList<>(
                        List.of(signature, registers, monitorId, monitorBase, monitorCount));
        while (all.size() < COUNT) {
            all.add(0);
        }
        return all;
    }
}
