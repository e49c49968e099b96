package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.HyteraSamples.hex;
import static dev.gatehouse.protocols.hytera.HyteraSamples.ipsc;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.hytera.IpscBurst.SlotType;
import dev.gatehouse.protocols.hytera.IpscBurst.Unproven;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The wire of sheet sections 10 and 11.
final class IpscTest {

    private static final String CSBK =
            "5A5A5A5A" // port, mark
                    + "57 030000" // sequence, unknown
                    + "41 00050102000000" // normal, unknown
                    + "2222 3333 5555 0000 40F5" // slot 2, CSBK, colour code 5
                    + "C545F705E8BD0C26080850B4FD9457FF5DD7DCF5E6AE3877796501781FBB1A330046"
                    + "F705 00 00" // unknown, private
                    + "FC372300 FE372300"; // to 2308092 from 2308094

    @Test
    void aRealBurst() {
        IpscBurst burst = (IpscBurst) ipsc(CSBK);
        assertEquals(0x57, burst.sequence());
        assertEquals(IpscBurst.NORMAL, burst.packetType());
        assertEquals(2, burst.slot());
        assertEquals(SlotType.CSBK, burst.slotType());
        assertEquals(5, burst.colourCode());
        assertEquals(
                "45C505F7BDE8260C0808B45094FDFF57D75DF5DCAEE6773865797801BB1F331A46",
                burst.burst().hex());
        assertEquals(2_308_092, burst.destination());
        assertEquals(2_308_094, burst.source());
        assertEquals(CSBK.replace(" ", ""), hex(burst.encode()));
        assertFalse(burst.toString().contains("2308"), burst.toString());
    }

    @Test
    void aRealWakeUp() {
        String sample =
                "5A5A5A5A0000000042000501020000002222DDDD55550000400000000000000000000000"
                        + "0100020002000100000000000000000000000000FFFFEF082A00000000000000FB372300";
        IpscBurst burst = (IpscBurst) ipsc(sample);
        assertEquals(SlotType.WAKE_UP, burst.slotType());
        assertFalse(burst.slotType().hasBurst());
        assertEquals(2_308_091, burst.source());
        assertEquals(sample, hex(burst.encode()));
    }

    @Test
    void aBurstOfOurOwn() {
        IpscBurst burst =
                new IpscBurst(
                        1,
                        IpscBurst.START,
                        1,
                        SlotType.VOICE_A,
                        1,
                        Octets.ofHex("0102".repeat(16) + "03"),
                        IpscBurst.GROUP,
                        9,
                        100,
                        Unproven.usual(1));
        assertEquals(
                "5A5A5A5A01000000420005010100000011117777111100004000"
                        + "0201".repeat(16)
                        + "0003" // filler before the last octet: pairs are exchanged
                        + "0000010009000000"
                        + "64000000",
                hex(burst.encode()));
        assertEquals(burst, ipsc(hex(burst.encode())));
    }

    @Test
    void registration() {
        P2pCommand request = (P2pCommand) ipsc("503250320000000000000000000000000000000010000000");
        assertEquals(P2pCommand.request(P2pCommand.Step.REGISTER), request);
        assertTrue(request.isRequest());
        assertEquals(
                "50325050" + "01" + "0000000000000000" + "01015A" + "00000000" + "10000000" + "01",
                hex(request.accepted().encode()));
    }

    @Test
    void rdacAndBurstsAreRedirected() {
        P2pCommand rdac = P2pCommand.request(P2pCommand.Step.START_RDAC);
        assertEquals(
                "50325032"
                        + "01"
                        + "0000000000000000"
                        + "01"
                        + "0000"
                        + "00000000"
                        + "12000000"
                        + "01",
                hex(rdac.accepted().encode()));
        assertEquals(
                "50325032"
                        + "0B"
                        + "00000000000000"
                        + "FFFF0100"
                        + "00000000"
                        + "12000000"
                        + "FF0152C3",
                hex(rdac.redirected(50_002).encode()));
        P2pCommand bursts =
                (P2pCommand)
                        ipsc(
                                hex(
                                        P2pCommand.request(P2pCommand.Step.START_BURSTS)
                                                .redirected(50_001)
                                                .encode()));
        assertEquals(OptionalInt.of(50_001), bursts.port());
        assertTrue(bursts.octets().hex().endsWith("FF0151C3"));
        assertFalse(bursts.isRequest());
    }

    @Test
    void signsOfLife() {
        P2pPing ping = (P2pPing) ipsc("00000000 0A00000014 0000000000 00");
        assertEquals(P2pPing.request(), ping);
        assertEquals("000000000A00000014000000FF0001", hex(ping.answer().encode()));
        assertTrue(((P2pPing) ipsc(hex(ping.answer().encode()))).answered());
        P2pKeepAlive alive = (P2pKeepAlive) ipsc("5A5A5A5A0A00000014000000075A595A00000000");
        assertEquals("5A5A5A5A0A00000014000000085A595A00000000", hex(alive.answer().encode()));
        assertEquals(P2pKeepAlive.of(7), alive);
        assertInstanceOf(P2pReset.class, ipsc("00"));
        assertInstanceOf(P2pAck.class, ipsc("000000000C00000014"));
    }

    @ParameterizedTest
    @CsvSource({
        "01, UNSUPPORTED",
        "5032500000, TOO_SHORT",
        "503250320000000000000000000000000000000013000000, UNSUPPORTED",
        "5032503200000000000000000000000000000000100000000000, LEFTOVER",
        "000000000A0000001400, UNSUPPORTED"
    })
    void refuses(String sample, RejectReason reason) {
        assertEquals(reason, refused(hex(sample)));
    }

    @Test
    void refusesABurstThatContradictsItself() {
        byte[] slot = hex(CSBK.replace(" ", ""));
        slot[16] = 0x12;
        assertEquals(RejectReason.BAD_VALUE, refused(slot));
        byte[] mark = hex(CSBK.replace(" ", ""));
        mark[3] = 0;
        assertEquals(RejectReason.BAD_SYNTAX, refused(mark));
        assertEquals(RejectReason.TOO_LONG, refused(new byte[Ipsc.MAX_BYTES + 1]));
    }

    private static RejectReason refused(byte[] bytes) {
        return assertInstanceOf(Decoded.Rejected.class, Ipsc.decode(bytes)).reason();
    }
}
