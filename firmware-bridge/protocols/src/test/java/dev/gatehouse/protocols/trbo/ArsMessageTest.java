package dev.gatehouse.protocols.trbo;

import static dev.gatehouse.protocols.trbo.TrboSamples.hex;
import static dev.gatehouse.protocols.trbo.TrboSamples.message;
import static dev.gatehouse.protocols.trbo.TrboSamples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.trbo.ArsMessage.Deregistration;
import dev.gatehouse.protocols.trbo.ArsMessage.Flags;
import dev.gatehouse.protocols.trbo.ArsMessage.Names;
import dev.gatehouse.protocols.trbo.ArsMessage.Query;
import dev.gatehouse.protocols.trbo.ArsMessage.Registration;
import dev.gatehouse.protocols.trbo.ArsMessage.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The wire of sheet section 2.
final class ArsMessageTest {

    private static Stream<List<Object>> meanings() {
        return Stream.of(
                List.of(
                        "0007 F0 20 02 3131 00 00", // device "11", no user, no password
                        Registration.of(Registration.FIRST, "11")),
                List.of("0002 BF 01", Response.accepted(1)),
                List.of("0001 31", Deregistration.ofRadio()),
                List.of("0001 74", Query.ask()),
                List.of("0001 3F", Response.here()),
                List.of(
                        "0010 F5 00 02 3131 09 393939393939393939 00",
                        new Registration(
                                true,
                                Flags.ASKING,
                                0,
                                0,
                                Optional.of(
                                        new Names(
                                                Octets.ofHex("3131"),
                                                Octets.ofHex("39".repeat(9)),
                                                Octets.NONE)))),
                List.of(
                        "0003 3F 1080", // the form of a control block, with its end mark
                        new Response(false, Flags.PLAIN, OptionalInt.empty(), true)),
                List.of("0002 FF 00", Response.refused(Response.NOT_AUTHORISED)),
                List.of("0002 F0 20", shortRegistration()),
                List.of("0002 B7 3C", userResponse()),
                List.of(
                        "0003 36 0102",
                        new Deregistration(true, Flags.PLAIN, Octets.ofHex("0102"))),
                List.of("0002 3E AB", new ArsMessage.Other(0x3E, Octets.ofHex("AB"))));
    }

    private static Registration shortRegistration() {
        return new Registration(false, Flags.ASKING, Registration.FIRST, 0, Optional.empty());
    }

    private static Response userResponse() {
        return new Response(true, Flags.PLAIN, OptionalInt.of(0x3C), false);
    }

    @ParameterizedTest
    @MethodSource("meanings")
    void meansTheSameBothWays(List<Object> sample) {
        byte[] bytes = hex((String) sample.getFirst());
        assertEquals(sample.get(1), message(ArsMessage.decode(bytes)));
        assertEquals(hex(bytes), hex(((ArsMessage) sample.get(1)).encode()));
    }

    @Test
    void failureIsTheAcknowledgeBitOfAResponse() {
        assertTrue(Response.refused(1).failed());
        assertFalse(Response.accepted(1).failed());
    }

    /// CSBK `88 10 | 00 08FD 2337FD F020 | E68B`: the two octets before its checksum.
    @Test
    void aControlBlockCarriesTheShortForm() {
        byte[] block = hex("88100008FD2337FDF020E68B");
        assertEquals(
                shortRegistration(),
                message(ArsMessage.decodeBody(new byte[] {block[8], block[9]})));
    }

    @Test
    void theLengthCountsNotTheDatagram() {
        assertEquals(Response.here(), message(ArsMessage.decode(hex("0001 3F 1080"))));
    }

    @ParameterizedTest
    @CsvSource({
        "00, TOO_SHORT",
        "0000, TOO_SHORT",
        "0002 74, TOO_SHORT",
        "0FFF 74, TOO_LONG",
        "0001 F0, TOO_SHORT", // second header missing
        "0001 70, MISSING_FIELD", // not even announced
        "0002 F0 A0, UNSUPPORTED", // a third
        "0003 F0 20 02, TOO_SHORT", // name cut
        "0005 F0 20 01 31 00, TOO_SHORT", // password missing
        "0008 F0 20 02 3131 00 00 00, LEFTOVER",
        "0002 74 00, LEFTOVER",
        "0002 31 00, LEFTOVER",
        "0001 BF, TOO_SHORT",
        "0003 BF 01 00, LEFTOVER",
        "0001 F4, UNSUPPORTED"
    })
    void refuses(String sample, RejectReason reason) {
        assertEquals(reason, refused(ArsMessage.decode(hex(sample))));
    }

    @Test
    void namesAreNotPrinted() {
        String text = Registration.of(Registration.FIRST, "4711").toString();
        assertFalse(text.contains("4711"), text);
    }
}
