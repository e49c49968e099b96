package dev.gatehouse.protocols.lpr;

import static dev.gatehouse.protocols.lpr.RekorSamples.GROUP;
import static dev.gatehouse.protocols.lpr.RekorSamples.document;
import static dev.gatehouse.protocols.lpr.RekorSamples.reading;
import static dev.gatehouse.protocols.lpr.RekorSamples.refusal;
import static dev.gatehouse.protocols.lpr.RekorSamples.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Every limit of section 4: the last accepted value and the first refused one.
class BoundedJsonTest {

    /// A message of an unknown kind with one more member.
    private static String with(String value) {
        return "{\"data_type\":\"x\",\"m\":" + value + "}";
    }

    private static void accepted(String json) {
        assertInstanceOf(RekorUnknownKind.class, document(utf8(json)).message());
    }

    @Test
    void depth() {
        accepted(with("[".repeat(15) + "]".repeat(15)));
        assertEquals(RejectReason.LIMIT_EXCEEDED, refusal(with("[".repeat(16) + "]".repeat(16))));
        accepted(with("{\"a\":".repeat(15) + "1" + "}".repeat(15)));
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                refusal(with("{\"a\":".repeat(16) + "1" + "}".repeat(16))));
        assertEquals(RejectReason.LIMIT_EXCEEDED, refusal(with("[".repeat(500_000))));
    }

    @Test
    void members() {
        accepted(with(members(1_998)));
        assertEquals(RejectReason.LIMIT_EXCEEDED, refusal(with(members(1_999))));
    }

    private static String members(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"n" + i + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void items() {
        accepted(with("[" + "0,".repeat(9_999) + "0]"));
        assertEquals(RejectReason.LIMIT_EXCEEDED, refusal(with("[" + "0,".repeat(10_000) + "0]")));
    }

    @Test
    void numbers() {
        accepted(with("1".repeat(32)));
        assertEquals(RejectReason.LIMIT_EXCEEDED, refusal(with("1".repeat(33))));
        assertEquals(RejectReason.LIMIT_EXCEEDED, refusal(with("0." + "1".repeat(31))));
        assertEquals(RejectReason.LIMIT_EXCEEDED, refusal(with("1e" + "1".repeat(31))));
        for (String wrong : List.of("NaN", "+1", "01", "1.", ".5", "0x10", "Infinity")) {
            assertEquals(RejectReason.BAD_SYNTAX, refusal(with(wrong)), wrong);
        }
    }

    @Test
    void texts() {
        accepted(with("\"" + "a".repeat(65_536) + "\""));
        assertEquals(RejectReason.LIMIT_EXCEEDED, refusal(with("\"" + "a".repeat(65_537) + "\"")));
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                refusal("{\"data_type\":\"x\",\"" + "n".repeat(300) + "\":1}"));
    }

    @Test
    void imagesMayBeLargerThanTheText() {
        String image = Base64.getEncoder().encodeToString(new byte[1_572_864]);
        assertEquals(2 << 20, image.length());
        String pictured =
                GROUP.replace(
                        "\"vehicle_crop_jpeg\":\"\"", "\"vehicle_crop_jpeg\":\"" + image + "\"");
        assertEquals(1_572_864, reading(pictured).read().images().getFirst().lengthBytes());
        // The same text where no image belongs:
        assertEquals(RejectReason.LIMIT_EXCEEDED, refusal(with("\"" + image + "\"")));
    }

    /// Up to the limit of the document: the picture is dropped, the read is kept.
    @Test
    void anImageOverTheLimitIsDroppedAndTheReadKept() {
        RekorDocument plain = document(utf8(GROUP));
        for (String image :
                List.of(
                        "A".repeat((2 << 20) + 1),
                        "A".repeat(7 << 20),
                        "\\/".repeat((1 << 20) + 1),
                        "\\\\\\\"".repeat(1 << 20))) {
            RekorDocument pictured =
                    document(
                            utf8(
                                    GROUP.replace(
                                            "\"vehicle_crop_jpeg\":\"\"",
                                            "\"vehicle_crop_jpeg\":\"" + image + "\"")));
            assertEquals(1, pictured.imagesDropped());
            assertEquals(plain.message(), pictured.message());
            assertEquals(plain.contentHash("r"), pictured.contentHash("r"));
        }
        String cut = GROUP.substring(0, GROUP.indexOf("\"vehicle_crop_jpeg\":\"\""));
        String open = cut + "\"vehicle_crop_jpeg\":\"" + "A".repeat(3 << 20);
        assertEquals(RejectReason.BAD_SYNTAX, refusal(open));
        assertEquals(RejectReason.BAD_SYNTAX, refusal(open + "\\"));
        assertEquals(RejectReason.BAD_SYNTAX, refusal(open + "\\q\"}"));
    }

    @Test
    void theTextAloneIsLimited() {
        String blank = with(" ".repeat((1 << 20) - with("0").length()) + "0");
        assertEquals(1 << 20, blank.length());
        accepted(blank);
        assertEquals(RejectReason.TOO_LONG, refusal(" " + blank));
        assertEquals(RejectReason.TOO_LONG, refusal(new byte[(8 << 20) + 1]));
    }

    @Test
    void duplicateNamesAreRefusedAtEveryDepth() {
        assertEquals(
                RejectReason.DUPLICATE_NAME,
                refusal("{\"data_type\":\"x\",\"data_type\":\"alpr_group\"}"));
        assertEquals(RejectReason.DUPLICATE_NAME, refusal(with("[{\"a\":1,\"\\u0061\":2}]")));
        assertEquals(
                RejectReason.DUPLICATE_NAME,
                refusal(
                        GROUP.replace(
                                "\"camera_id\":120417",
                                "\"camera_id\":1,\"best_plate_number\":\"ZZ1\"")));
    }

    @Test
    void encodings() {
        byte[] plain = utf8(GROUP);
        byte[] marked = utf8("\uFEFF" + GROUP);
        assertEquals(document(plain).message(), document(marked).message());
        for (Charset other :
                List.of(
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16BE,
                        Charset.forName("UTF-32LE"))) {
            RejectReason reason = refusal(GROUP.getBytes(other));
            assertFalse(reason == RejectReason.MISSING_FIELD, other.name());
        }
        assertEquals(
                RejectReason.BAD_ENCODING,
                refusal(with("\"é\"").getBytes(StandardCharsets.ISO_8859_1)));
        for (String hex : List.of("c080", "eda080", "f4908080", "ff", "c3")) {
            byte[] wrong = with("\"@@@@\"").getBytes(StandardCharsets.ISO_8859_1);
            byte[] octets = java.util.HexFormat.of().parseHex(hex);
            System.arraycopy(octets, 0, wrong, wrong.length - 6, octets.length);
            assertEquals(RejectReason.BAD_ENCODING, refusal(wrong), hex);
        }
        assertEquals(RejectReason.BAD_ENCODING, refusal(with("\"\\ud800\"")));
        assertEquals(RejectReason.BAD_ENCODING, refusal(with("\"\\udc00\\ud800\"")));
        accepted(with("\"\\ud83d\\ude00\""));
        assertEquals(RejectReason.BAD_ENCODING, refusal(with("\"a\0b\"")));
    }

    @Test
    void leftoversAndOtherDocuments() {
        accepted(with("1") + " \r\n\t");
        assertEquals(RejectReason.LEFTOVER, refusal(with("1") + "x"));
        assertEquals(RejectReason.LEFTOVER, refusal(with("1") + with("1")));
        assertEquals(RejectReason.TOO_SHORT, refusal(""));
        assertEquals(RejectReason.TOO_SHORT, refusal("\uFEFF \n"));
        for (String other : List.of("[]", "\"x\"", "<a/>", "--b", "1", "a=b", "null")) {
            assertEquals(RejectReason.BAD_SYNTAX, refusal(other), other);
        }
        for (String lax :
                List.of(
                        "{'data_type':'x'}",
                        "{data_type:\"x\"}",
                        "{\"data_type\":\"x\",}",
                        "{/**/}")) {
            assertEquals(RejectReason.BAD_SYNTAX, refusal(lax), lax);
        }
    }

    @Test
    void kinds() {
        accepted("{\"data_type\":\"" + "k".repeat(64) + "\"}");
        assertEquals(RejectReason.BAD_VALUE, refusal("{\"data_type\":\"" + "k".repeat(65) + "\"}"));
        assertEquals(RejectReason.MISSING_FIELD, refusal("{}"));
        assertEquals(RejectReason.MISSING_FIELD, refusal("{\"data_type\":7}"));
        assertEquals(RejectReason.MISSING_FIELD, refusal("{\"data_type\":\"alpr_group\"}"));
        assertEquals(
                RejectReason.MISSING_FIELD,
                refusal("{\"data_type\":\"alpr_group\",\"best_plate_number\":4821}"));
        assertEquals(RejectReason.MISSING_FIELD, refusal("{\"data_type\":\"alpr_results\"}"));
    }

    @Test
    void aRefusalNeverQuotesTheInput() {
        String secret = "KQR4821";
        for (String wrong :
                List.of(
                        "{\"" + secret + "\":1,\"" + secret + "\":2}",
                        "{\"a\":" + secret + "}",
                        with("1") + secret,
                        "{\"a\":\"" + secret,
                        "{\"" + secret + "\" 1}",
                        with("\"" + secret + "\\ud800\""),
                        "{\"data_type\":\"" + secret.repeat(12) + "\"}")) {
            var refused =
                    assertInstanceOf(Decoded.Rejected.class, RekorDocument.decode(utf8(wrong)));
            assertFalse(refused.detail().contains("KQR"), refused.detail());
        }
    }
}
