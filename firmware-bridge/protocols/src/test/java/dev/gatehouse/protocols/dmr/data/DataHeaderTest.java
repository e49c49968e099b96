package dev.gatehouse.protocols.dmr.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.Seeds;
import dev.gatehouse.protocols.dmr.link.Ccitt;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DataHeaderTest {

    static <T> T value(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Message<T>(T value) -> value;
            case Decoded.Rejected<T> rejected -> throw new AssertionError(rejected.toString());
        };
    }

    private static DataHeader header(String octets) {
        Checked<DataHeader> checked = value(DataHeader.decode(Octets.ofHex(octets), 0));
        assertTrue(checked.verified());
        assertEquals(octets, checked.value().encode().hex());
        return checked.value();
    }

    private static Route route(boolean answer, int sap, int destination, int source) {
        return new Route(
                false, answer, sap, new RadioAddress(destination), new RadioAddress(source));
    }

    @Test
    void headersOfTheSheet() {
        assertEquals(
                new UnconfirmedHeader(
                        route(false, Sap.UDP_COMPRESSED, 0x2337FC, 0x2337FE), 10, true, 2, 0, 0),
                header("023A2337FC2337FE820081A3"));
        ConfirmedHeader confirmed =
                new ConfirmedHeader(
                        route(true, Sap.IP, 0x2337FE, 0x2337FC), 14, true, 4, false, 7, 8, false);
        assertEquals(confirmed, header("434E2337FE2337FC84781BD1"));
        ResponseHeader ack =
                assertInstanceOf(ResponseHeader.class, header("01402337FC2337FE000FF83A"));
        assertEquals(ResponseHeader.acknowledging(confirmed.route(), 7), ack);
        assertTrue(ack.acknowledges());
        DefinedDataHeader defined =
                assertInstanceOf(DefinedDataHeader.class, header("4DA123386323383B05104566"));
        assertEquals(1, defined.blocks());
        assertTrue(defined.confirmed());
        DefinedDataHeader group =
                assertInstanceOf(DefinedDataHeader.class, header("8DA30000010008350100B731"));
        assertEquals(3, group.blocks());
        assertTrue(group.route().group());
        assertFalse(group.confirmed());
        UdtHeader udt = assertInstanceOf(UdtHeader.class, header("800500010627FCE7001BACAF"));
        assertEquals(UdtMessage.NMEA_LOCATION, udt.format());
        assertEquals(1, udt.blocks());
        // an acknowledgement, as it would be sent
        assertEquals(
                "014012D6872337FE0009BF4F",
                ResponseHeader.acknowledging(route(true, Sap.IP, 2_308_094, 1_234_567), 1)
                        .encode()
                        .hex());
    }

    @Test
    void aStatusIsCompleteInItsHeader() {
        StatusHeader status = new StatusHeader(route(false, Sap.SHORT_DATA, 9, 7), 3, 5, 0x2A5);
        assertEquals(status, header(status.encode().hex()));
        assertEquals(0, status.blocks());
    }

    @Test
    void anyHeaderWithAGoodSumComesBackOrIsUnknown() {
        Random random = Seeds.random("DataHeaderTest");
        int unknown = 0;
        for (int i = 0; i < 40_000; i++) {
            byte[] octets = Seeds.octets(random, 12);
            Octets sent = Ccitt.seal(octets, DataType.DATA_HEADER.mask());
            switch (DataHeader.decode(sent, 0)) {
                case Decoded.Message<Checked<DataHeader>>(Checked<DataHeader> header) -> {
                    DataHeader read = header.value();
                    // of a status the count of blocks is zero, and so are those bits
                    assertEquals(sent, read.encode());
                }
                case Decoded.Rejected<Checked<DataHeader>> rejected -> {
                    assertEquals(RejectReason.UNSUPPORTED, rejected.reason());
                    unknown++;
                }
            }
        }
        // formats 4 to 12 of 16 are free
        assertTrue(unknown > 40_000 * 8 / 16 && unknown < 40_000 * 10 / 16, "" + unknown);
    }

    @Test
    void confirmedBlocksOfTheSheet() {
        for (String octets :
                new String[] {
                    "02F24400590020004D004100520045004B00",
                    "0538000000000000000000000000F486AED8",
                    "01BF0001410048004F004A000000A197CCB4"
                }) {
            ConfirmedBlock block =
                    value(ConfirmedBlock.decode(Rate.THREE_QUARTERS, Octets.ofHex(octets)));
            assertEquals(octets, block.encode(Rate.THREE_QUARTERS).hex());
            byte[] wrong = Octets.ofHex(octets).toArray();
            wrong[7] ^= 0x04;
            assertInstanceOf(
                    Decoded.Rejected.class,
                    ConfirmedBlock.decode(Rate.THREE_QUARTERS, Octets.of(wrong)));
        }
    }

    @Test
    void blocksOfEveryRateComeBackAndOfNoOther() {
        Random random = Seeds.random("DataHeaderTest");
        for (Rate rate : Rate.values()) {
            for (int serial = 0; serial < 128; serial++) {
                ConfirmedBlock block =
                        new ConfirmedBlock(
                                serial, Octets.of(Seeds.octets(random, rate.data(true))));
                Octets sent = block.encode(rate);
                assertEquals(block, value(ConfirmedBlock.decode(rate, sent)));
                for (Rate other : Rate.values()) {
                    assertEquals(
                            other == rate,
                            ConfirmedBlock.decode(other, sent) instanceof Decoded.Message);
                }
            }
        }
    }
}
