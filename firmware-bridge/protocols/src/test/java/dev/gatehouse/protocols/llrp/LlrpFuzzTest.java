package dev.gatehouse.protocols.llrp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Nothing is thrown, what is read keeps its bounds, and what is written is read back.
class LlrpFuzzTest {

    /// A connection, the first octet saying how it is cut.
    @FuzzTest(maxDuration = "10m")
    void stream(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] octets = Arrays.copyOfRange(bytes, 1, bytes.length);
        List<LlrpFrame> whole = new ArrayList<>();
        var broken = new LlrpStream().feed(octets, whole::add);
        LlrpStream stream = new LlrpStream();
        List<LlrpFrame> cut = new ArrayList<>();
        int size = 1 + (bytes[0] & 0x3F);
        for (int at = 0; at < octets.length; at += size) {
            var _ =
                    stream.feed(
                            Arrays.copyOfRange(octets, at, Math.min(octets.length, at + size)),
                            cut::add);
        }
        require(whole.equals(cut));
        require(broken.equals(stream.feed(new byte[0], cut::add)));
        whole.forEach(LlrpFuzzTest::message);
    }

    /// A body, the first two octets saying of which message.
    @FuzzTest(maxDuration = "10m")
    void body(byte[] bytes) {
        if (bytes.length >= 2) {
            int type = (bytes[0] & 0x3) << 8 | (bytes[1] & 0xFF);
            message(new LlrpFrame(1, type, 1, Octets.of(bytes, 2, bytes.length - 2)));
        }
    }

    /// A report's tag, in which most of what a reader sends is.
    @FuzzTest(maxDuration = "10m")
    void tag(byte[] bytes) {
        if (bytes.length < 60_000) {
            int length = bytes.length + 4;
            Octets head =
                    Octets.of(new byte[] {0, (byte) 0xF0, (byte) (length >> 8), (byte) length});
            message(
                    new LlrpFrame(
                            1,
                            MessageType.RO_ACCESS_REPORT.number(),
                            1,
                            head.plus(Octets.of(bytes))));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void view(byte[] bytes) {
        require(!LlrpView.of(bytes).name().isEmpty());
    }

    private static void message(LlrpFrame frame) {
        if (LlrpMessage.decode(frame, new DecodeNotes())
                instanceof Decoded.Message<LlrpMessage>(LlrpMessage message)) {
            LlrpFrame written;
            try {
                written = message.frame(frame.version(), frame.messageId());
            } catch (IllegalArgumentException e) {
                // text in a wrong encoding grows when it is mended, and may not fit any more
                return;
            }
            require(
                    LlrpMessage.decode(written, new DecodeNotes())
                            .equals(Decoded.message(message)));
            if (message instanceof LlrpMessage.Report report) {
                require(report.tags().size() <= LlrpMessage.MAX_TAGS);
            }
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the codec does not hold");
        }
    }
}
