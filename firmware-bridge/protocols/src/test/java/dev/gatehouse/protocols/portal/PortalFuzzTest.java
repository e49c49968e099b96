package dev.gatehouse.protocols.portal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;
import java.util.Arrays;

/// Nothing is thrown, what is read keeps its bounds, and what is written is read back.
class PortalFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void line(byte[] bytes) {
        if (PortalLine.decode(bytes) instanceof Decoded.Message<PortalLine>(PortalLine line)) {
            require(PortalLine.decode(line.encode()).equals(Decoded.message(line)));
            require(bytes.length < 2 || line.encode().length <= PortalLine.MAX_BYTES);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void lines(byte[] bytes) {
        PortalLineReader reader = new PortalLineReader();
        long[] found = new long[1];
        int cut = bytes.length == 0 ? 0 : (bytes[0] & 0xFF) % bytes.length;
        reader.octets(Arrays.copyOf(bytes, cut), _ -> found[0]++);
        reader.octets(Arrays.copyOfRange(bytes, cut, bytes.length), _ -> found[0]++);
        long ends = 0;
        for (byte octet : bytes) {
            ends += octet == '\n' ? 1 : 0;
        }
        require(found[0] + reader.emptyLines() == ends);
    }

    @FuzzTest(maxDuration = "10m")
    void modbus(byte[] bytes) {
        if (ModbusMessage.decodeRequest(bytes)
                instanceof Decoded.Message<ModbusMessage>(ModbusMessage message)) {
            require(Arrays.equals(bytes, message.encode()));
        }
        if (ModbusMessage.decodeAnswer(bytes)
                instanceof Decoded.Message<ModbusMessage>(ModbusMessage message)) {
            require(Arrays.equals(bytes, message.encode()));
            if (message instanceof ModbusMessage.Answer answer) {
                aspect(answer);
            }
        }
        var _ =
                new ModbusReader()
                        .octets(
                                bytes,
                                message -> require(message.length <= ModbusMessage.MAX_BYTES));
    }

    private static void aspect(ModbusMessage.Answer answer) {
        if (AspectDescription.of(answer.registers())
                instanceof Decoded.Message<AspectDescription>(AspectDescription found)) {
            require(found.monitorCount() <= ModbusMessage.MAX_REGISTERS);
        }
        if (AspectMonitor.of(answer.registers())
                instanceof Decoded.Message<AspectMonitor>(AspectMonitor found)) {
            require(found.toRegisters().size() == AspectMonitor.COUNT);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void view(byte[] bytes) {
        require(!PortalView.of(bytes).name().isEmpty());
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the codec does not hold");
        }
    }
}
