package dev.gatehouse.protocols.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// However the octets of a connection are cut, the messages are the same.
final class LlrpStreamTest {

    private static final List<LlrpFrame> MESSAGES =
            List.of(
                    new LlrpMessage.Bare(MessageType.KEEPALIVE).frame(1, 7),
                    new LlrpMessage.Report(
                                    List.of(
                                            new TagReport(
                                                    Epc.of(
                                                            Octets.ofHex(
                                                                    "0102030405060708090A0B0C")),
                                                    Map.of(Tv.ANTENNA_ID, 2L),
                                                    List.of())),
                                    List.of())
                            .frame(1, 8),
                    new LlrpFrame(2, 900, 0xFFFF_FFFFL, Octets.NONE),
                    new LlrpFrame(1, 901, 9, Octets.of(new byte[3_000])));

    private static byte[] all() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        MESSAGES.forEach(message -> all.writeBytes(message.encode()));
        return all.toByteArray();
    }

    private static List<LlrpFrame> fed(byte[]... pieces) {
        LlrpStream stream = new LlrpStream();
        List<LlrpFrame> found = new ArrayList<>();
        for (byte[] piece : pieces) {
            assertEquals(Optional.empty(), stream.feed(piece, found::add));
        }
        assertEquals(0, stream.heldBytes());
        assertEquals(found.size(), stream.messages());
        return found;
    }

    @Test
    void oneCutAtEveryOctet() {
        byte[] all = all();
        for (int cut = 0; cut <= all.length; cut++) {
            assertEquals(
                    MESSAGES,
                    fed(Arrays.copyOf(all, cut), Arrays.copyOfRange(all, cut, all.length)),
                    "cut at " + cut);
        }
    }

    @Test
    void piecesOfEverySize() {
        byte[] all = all();
        for (int size = 1; size <= 64; size++) {
            List<byte[]> pieces = new ArrayList<>();
            for (int at = 0; at < all.length; at += size) {
                pieces.add(Arrays.copyOfRange(all, at, Math.min(all.length, at + size)));
            }
            assertEquals(MESSAGES, fed(pieces.toArray(new byte[0][])), "pieces of " + size);
        }
    }

    @Test
    void aHeaderThatCannotBeBelievedBreaksTheStreamForGood() {
        Map<String, RejectReason> broken =
                Map.of(
                        "043E0000000900000001", RejectReason.TOO_SHORT,
                        "043E0000000000000001", RejectReason.TOO_SHORT,
                        "043D0010000100000001", RejectReason.TOO_LONG,
                        "043DFFFFFFFF00000001", RejectReason.TOO_LONG,
                        "003E0000000A00000001", RejectReason.UNSUPPORTED,
                        "0C3E0000000A00000001", RejectReason.UNSUPPORTED,
                        "243E0000000A00000001", RejectReason.UNSUPPORTED);
        broken.forEach((hex, reason) -> {
            LlrpStream stream = new LlrpStream();
            List<LlrpFrame> found = new ArrayList<>();
            byte[] good = MESSAGES.getFirst().encode();
            assertEquals(Optional.empty(), stream.feed(good, found::add));
            assertEquals(
                    Optional.of(reason), stream.feed(HexFormat.of().parseHex(hex), found::add));
            assertEquals(Optional.of(reason), stream.feed(good, found::add));
            assertEquals(1, found.size());
        });
    }

    @Test
    void theLongestMessagePassesAndReservesNothingBefore() {
        byte[] longest =
                new LlrpFrame(1, 900, 1, Octets.of(new byte[LlrpFrame.MAX_BYTES - 10])).encode();
        assertEquals(1, fed(longest).size());
        LlrpStream stream = new LlrpStream();
        var _ = stream.feed(Arrays.copyOf(longest, 11), frame -> {});
        assertTrue(stream.heldBytes() == 11);
    }
}
