package dev.gatehouse.protocols.mmdvm;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;

/// Nothing is thrown, one frame at most is held, and what is understood can be written again.
class MmdvmFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void fromModem(byte[] bytes) {
        ModemFrameReader reader = ModemFrameReader.forHost();
        reader.feed(
                bytes,
                0,
                frame -> {
                    for (ModemProtocol protocol : ModemProtocol.values()) {
                        if (ModemMessage.decode(frame, protocol)
                                instanceof Decoded.Message<ModemMessage>(ModemMessage message)) {
                            require(
                                    ModemMessage.decode(message.encode(), protocol)
                                            instanceof Decoded.Message);
                        }
                    }
                });
        require(reader.heldBytes() <= ModemFrame.MAX_LENGTH);
        require(reader.skippedOctets() <= bytes.length);
    }

    @FuzzTest(maxDuration = "10m")
    void fromHost(byte[] bytes) {
        ModemFrameReader reader = ModemFrameReader.forModem();
        reader.feed(
                bytes,
                0,
                frame -> {
                    for (ModemProtocol protocol : ModemProtocol.values()) {
                        if (HostMessage.decode(frame, protocol)
                                instanceof Decoded.Message<HostMessage>(HostMessage message)) {
                            require(
                                    HostMessage.decode(message.encode(), protocol)
                                            instanceof Decoded.Message);
                        }
                    }
                });
        require(reader.heldBytes() <= ModemFrame.MAX_LENGTH);
    }

    @FuzzTest(maxDuration = "10m")
    void view(byte[] bytes) {
        require(MmdvmView.of(bytes).hex().length() == 2 * bytes.length);
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the codec does not hold");
        }
    }
}
