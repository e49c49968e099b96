package dev.gatehouse.protocols.gpio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;

/// Nothing is thrown, and what is read is written the same.
class GpioFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void structures(byte[] bytes) {
        if (LineEvent.decode(bytes) instanceof Decoded.Message<LineEvent>(var event)) {
            require(LineEvent.decode(event.encode()).equals(Decoded.message(event)));
        }
        if (LineState.decode(bytes) instanceof Decoded.Message<LineState>(var state)) {
            require(LineState.decode(state.encode()).equals(Decoded.message(state)));
        }
        if (LineRequest.decode(bytes) instanceof Decoded.Message<LineRequest>(var request)) {
            require(LineRequest.decode(request.encode()).equals(Decoded.message(request)));
        }
        if (ChipInfo.decode(bytes) instanceof Decoded.Message<ChipInfo>(var chip)) {
            require(ChipInfo.decode(chip.encode()).equals(Decoded.message(chip)));
        }
        if (LineInfo.decode(bytes) instanceof Decoded.Message<LineInfo>(var line)) {
            require(LineInfo.decode(line.encode()).equals(Decoded.message(line)));
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the codec does not hold");
        }
    }
}
