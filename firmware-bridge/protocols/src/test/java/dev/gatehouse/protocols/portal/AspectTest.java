package dev.gatehouse.protocols.portal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The worked examples of clause 5, and the frames of the data folder.
class AspectTest {
    private static final String DESCRIBE = "0001 0000 0006 01 03 0000 0008";
    private static final String DESCRIBED =
            "0001 0000 0013 01 03 10 4153 001d 0001 0040 0015 0000 0000 0000";
    private static final String ASK = "0002 0000 0006 01 03 0040 0015";
    private static final String ANSWER =
            "0002 0000 002d 01 03 2a" // head, function, 42 octets
                    + "1388 0000" // elapsed 5,000, low word first
                    + "0041" // occupancy 0, direction 0 to 1
                    + "0081 04b0 0000 8000 446a 0000 4200" // gamma: alarm 1 and ready, 1,200
                    + "0080 0003 0000 0000 4000 0000 3f80" // neutron: ready, 3
                    + "002a 0002 0005 0001"; // object, wheel pairs, speed, outputs
    private static final String REFUSED = "0003 0000 0003 01 83 02";

    private static byte[] hex(String text) {
        return Octets.ofHex(text.replace(" ", "")).toArray();
    }

    private static <T> T value(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Message<T>(T value) -> value;
            case Decoded.Rejected<T>(RejectReason reason, String detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    private static List<Integer> registers(String frame) {
        return assertInstanceOf(
                        ModbusMessage.Answer.class, value(ModbusMessage.decodeAnswer(hex(frame))))
                .registers();
    }

    @Test
    void requestsAreReadAndWritten() {
        assertEquals(
                new ModbusMessage.Request(1, 1, 0, 8),
                value(ModbusMessage.decodeRequest(hex(DESCRIBE))));
        assertArrayEquals(hex(ASK), new ModbusMessage.Request(2, 1, 0x40, 21).encode());
    }

    @Test
    void theDescriptionLeadsToTheMonitorBlock() {
        AspectDescription found = value(AspectDescription.of(registers(DESCRIBED)));
        assertEquals(new AspectDescription(0x4153, 29, 1, 0x40, 21), found);
        assertArrayEquals(
                hex(DESCRIBED), new ModbusMessage.Answer(1, 1, found.toRegisters()).encode());
        for (int count : new int[] {0, 20, 126, 65_535}) {
            List<Integer> wrong = new ArrayList<>(found.toRegisters());
            wrong.set(4, count);
            assertInstanceOf(Decoded.Rejected.class, AspectDescription.of(wrong));
        }
    }

    @Test
    void theMonitorBlockHasItsLowWordFirst() {
        AspectMonitor found = value(AspectMonitor.of(registers(ANSWER)));
        assertEquals(
                new AspectMonitor(
                        5_000,
                        0x0041,
                        new AspectMonitor.Channel(0x0081, 1_200, 938.0f, 32.0f),
                        new AspectMonitor.Channel(0x0080, 3, 2.0f, 1.0f),
                        42,
                        2,
                        5,
                        1),
                found);
        assertTrue(found.occupied() && found.gamma().alarm());
        assertFalse(found.neutron().alarm() || found.fault() || found.tampered());
        assertArrayEquals(
                hex(ANSWER), new ModbusMessage.Answer(2, 1, found.toRegisters()).encode());
    }

    @Test
    void everyFaultBitCounts() {
        AspectMonitor.Channel ready = new AspectMonitor.Channel(0x0080, 0, 1, 1);
        assertFalse(new AspectMonitor(0, 0, ready, ready, 0, 0, 0, 0).fault());
        for (int bit : new int[] {0x0100, 0x0200, 0x0400, 0x0800}) {
            assertTrue(new AspectMonitor(0, bit, ready, ready, 0, 0, 0, 0).fault());
        }
        for (int status : new int[] {0, 0x0090, 0x00A0, 0x00C0}) {
            AspectMonitor.Channel bad = new AspectMonitor.Channel(status, 0, 1, 1);
            assertTrue(new AspectMonitor(0, 0, bad, ready, 0, 0, 0, 0).fault());
            assertTrue(new AspectMonitor(0, 0, ready, bad, 0, 0, 0, 0).fault());
        }
    }

    @Test
    void exceptionsAreAnswers() {
        ModbusMessage.Refusal refusal = new ModbusMessage.Refusal(3, 1, 3, 2);
        assertEquals(refusal, value(ModbusMessage.decodeAnswer(hex(REFUSED))));
        assertArrayEquals(hex(REFUSED), refusal.encode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0001 0000 0006 01",
                "0001 0001 0006 01 03 0000 0008", // protocol
                "0001 0000 0007 01 03 0000 0008", // length
                "0001 0000 0006 01 04 0000 0008", // function
                "0001 0000 0006 01 03 0000 0000", // nothing asked for
                "0001 0000 0006 01 03 0000 007e", // too much asked for
                "0001 0000 0007 01 03 0000 0008 00"
            })
    void brokenRequestsAreRefused(String frame) {
        assertInstanceOf(Decoded.Rejected.class, ModbusMessage.decodeRequest(hex(frame)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001 0000 0004 01 03 03 00", // odd
                "0001 0000 0005 01 03 04 0000", // fewer than said
                "0001 0000 0003 01 03 00", // none
                "0001 0000 0004 01 83 02 00", // behind an exception
                "0001 0000 0002 01 83",
                "0001 0000 0005 01 06 02 0000"
            })
    void brokenAnswersAreRefused(String frame) {
        assertInstanceOf(Decoded.Rejected.class, ModbusMessage.decodeAnswer(hex(frame)));
    }

    @Test
    void messagesAreCutAtEveryByteBoundary() {
        byte[] stream = hex(DESCRIBED + ANSWER + REFUSED);
        for (int cut = 0; cut <= stream.length; cut++) {
            ModbusReader reader = new ModbusReader();
            List<Octets> found = new ArrayList<>();
            for (byte[] chunk :
                    List.of(
                            Arrays.copyOf(stream, cut),
                            Arrays.copyOfRange(stream, cut, stream.length))) {
                assertEquals(
                        Optional.empty(),
                        reader.octets(chunk, message -> found.add(Octets.of(message))));
            }
            assertEquals(
                    List.of(
                            Octets.of(hex(DESCRIBED)),
                            Octets.of(hex(ANSWER)),
                            Octets.of(hex(REFUSED))),
                    found);
        }
    }

    @Test
    void anImpossibleHeadBreaksTheStream() {
        for (String head : List.of("0001 0001 0006", "0001 0000 0001", "0001 0000 00ff")) {
            ModbusReader reader = new ModbusReader();
            assertTrue(reader.octets(hex(head + ANSWER), message -> {}).isPresent());
            reader.reset();
            List<byte[]> found = new ArrayList<>();
            assertEquals(Optional.empty(), reader.octets(hex(ANSWER), found::add));
            assertEquals(1, found.size());
        }
    }

    @Test
    void theFramesOfTheDataFolderDecodeAsStated() throws IOException {
        Optional<Path> file = SharedData.file("rpm/aspect-modbus.json");
        assumeTrue(file.isPresent(), "no data folder beside the repository");
        int checked = 0;
        for (SharedData.Node frame : SharedData.json(file.get()).parts("frames")) {
            byte[] octets = hex(frame.text("hex"));
            SharedData.Node wanted = frame.part("decoded");
            if (frame.text("name").endsWith("request")) {
                assertArrayEquals(octets, value(ModbusMessage.decodeRequest(octets)).encode());
                checked++;
                continue;
            }
            ModbusMessage message = value(ModbusMessage.decodeAnswer(octets));
            assertArrayEquals(octets, message.encode());
            if (message instanceof ModbusMessage.Refusal refusal) {
                assertEquals(wanted.whole("function"), refusal.function());
                assertEquals(wanted.whole("exception"), refusal.code());
            } else if (wanted.has("monitorBase")) {
                assertEquals(
                        new AspectDescription(
                                (int) wanted.whole("signature"),
                                (int) wanted.whole("registers"),
                                (int) wanted.whole("monitorId"),
                                (int) wanted.whole("monitorBase"),
                                (int) wanted.whole("monitorCount")),
                        value(AspectDescription.of(registers(frame.text("hex")))));
            } else {
                AspectMonitor found = value(AspectMonitor.of(registers(frame.text("hex"))));
                assertEquals(wanted.whole("elapsed"), found.elapsed());
                assertEquals(wanted.whole("inputs"), found.inputs());
                assertEquals(wanted.flag("occupied"), found.occupied());
                assertEquals(wanted.flag("gammaAlarm1"), (found.gamma().status() & 1) != 0);
                assertEquals(wanted.whole("gammaCount"), found.gamma().count());
                assertEquals(wanted.number("gammaBackground"), found.gamma().background());
                assertEquals(wanted.number("gammaVariance"), found.gamma().variance());
                assertEquals(wanted.whole("neutronCount"), found.neutron().count());
                assertEquals(wanted.number("neutronBackground"), found.neutron().background());
                assertEquals(wanted.number("neutronVariance"), found.neutron().variance());
                assertEquals(wanted.whole("objects"), found.objects());
                assertEquals(wanted.whole("wheelPairs"), found.wheelPairs());
                assertEquals(wanted.whole("speed"), found.speed());
                assertEquals(wanted.whole("outputs"), found.outputs());
            }
            checked++;
        }
        assertEquals(5, checked);
    }
}
