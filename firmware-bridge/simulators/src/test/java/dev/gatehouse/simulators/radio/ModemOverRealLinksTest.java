package dev.gatehouse.simulators.radio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.mmdvm.MmdvmModem;
import dev.gatehouse.drivers.mmdvm.ModemState;
import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.Transmission.End;
import dev.gatehouse.protocols.mmdvm.ModemProtocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The driver against the simulated modem over pseudo-terminals and over UDP, in real time.
class ModemOverRealLinksTest {

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "rx_hz",
                    "438500000",
                    "transmit",
                    "on",
                    "authorised_hz",
                    "438500000",
                    "duty_percent",
                    "100");
    private static final byte[] DATA_BURST =
            HexFormat.of()
                    .parseHex("444b038724420cf015f00ca1c46d5d7f77fd757e31a835183f303d61385297865b");

    private final Rig rig = new Rig();

    private MmdvmModem driver(String address) throws IOException {
        MmdvmModem driver =
                new MmdvmModem(
                        "modem",
                        SETTINGS,
                        (StreamLink) Rig.link("modem", address),
                        rig.heard::add,
                        Rig.CLOCK);
        driver.open();
        return driver;
    }

    private static ModemPeer modem(String address, ModemProtocol protocol) throws IOException {
        ModemPeer peer =
                new ModemPeer(
                        "test",
                        ModemTraits.usual(protocol),
                        7,
                        Rig.quiet(),
                        (StreamLink) Rig.link("simulated", address),
                        System::nanoTime);
        peer.open();
        return peer;
    }

    private static void running(MmdvmModem driver) throws InterruptedException {
        Rig.await("running", () -> driver.health().state() == ModemState.RUNNING);
    }

    private static List<String> onAir(ModemPeer modem) throws InterruptedException {
        return modem.ask(it ->
                it.sent().stream().map(sent -> sent.burst()[0] + "." + sent.burst()[1]).toList());
    }

    private void text(ModemPeer modem, int blocks) {
        assertTrue(
                modem.tell(it -> {
                    it.air(new OnAir(1, 1, OnAir.DATA_HEADER, DATA_BURST.clone(), -80));
                    for (int i = 0; i < blocks; i++) {
                        it.air(new OnAir(1, 1, 0x47, DATA_BURST.clone(), -80));
                    }
                }));
    }

    private void eachWay(MmdvmModem driver, ModemPeer modem) throws InterruptedException {
        running(driver);
        text(modem, 6);
        Rig.await(
                "seven bursts and the end",
                () -> rig.heard.stream().anyMatch(AirEvent.SlotLost.class::isInstance));
        assertEquals(7, rig.bursts());
        assertEquals(12, driver.health().counters().getOrDefault("phantoms", -1L));
        driver.transmit(rig.transmission(1, 25));
        Rig.await("sent", () -> rig.ends.containsKey(1L));
        assertEquals(End.SENT, rig.ends.get(1L));
        assertEquals(Rig.expected(1, 25), onAir(modem));
        assertEquals(0, driver.health().counters().getOrDefault("naks", -1L));
    }

    @Test
    void textEachWayAndResetInMidMessageOverAPseudoTerminal(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (PseudoTerminals line = Rig.terminals(folder);
                ModemPeer modem = modem("serial:" + line.other(), ModemProtocol.V2);
                MmdvmModem driver = driver("serial:" + line.one())) {
            eachWay(driver, modem);
            driver.transmit(rig.transmission(2, 40));
            Rig.await(
                    "half of it",
                    () -> {
                        try {
                            return onAir(modem).size() >= 40;
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    });
            int before =
                    modem.ask(it -> {
                        it.reset(System.nanoTime());
                        return it.sent().size();
                    });
            Rig.await("sent again", () -> rig.ends.containsKey(2L));
            assertEquals(End.SENT, rig.ends.get(2L));
            List<String> air = onAir(modem);
            assertEquals(Rig.expected(2, 40), air.subList(before, air.size()));
        }
    }

    @Test
    void aPulledPlugIsPluggedInAgain(@TempDir Path folder)
            throws IOException, InterruptedException {
        PseudoTerminals first = Rig.terminals(folder);
        try (MmdvmModem driver = driver("serial:" + first.one())) {
            try (ModemPeer modem = modem("serial:" + first.other(), ModemProtocol.V2)) {
                running(driver);
                first.close();
                Rig.await("lost", () -> driver.health().state() == ModemState.CLOSED);
                assertTrue(onAir(modem).isEmpty());
            }
            try (PseudoTerminals second = Rig.terminals(folder);
                    ModemPeer modem = modem("serial:" + second.other(), ModemProtocol.V1)) {
                running(driver);
                text(modem, 1);
                Rig.await("heard again", () -> rig.bursts() == 2);
                assertTrue(driver.health().link().getOrDefault("opened", -1L) >= 2);
            }
        } finally {
            first.close();
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void textEachWayAndSilenceOverUdpInProtocol1() throws IOException, InterruptedException {
        int host = freePort();
        int board = freePort();
        try (ModemPeer modem =
                        modem(
                                "udp:127.0.0.1:" + board + "?peer=127.0.0.1:" + host,
                                ModemProtocol.V1);
                MmdvmModem driver = driver("udp:127.0.0.1:" + host + "?peer=127.0.0.1:" + board)) {
            eachWay(driver, modem);
            assertTrue(modem.tell(it -> it.fault(ModemFault.SILENT, true)));
            Rig.await("noticed", () -> driver.health().state() == ModemState.CLOSED);
            assertTrue(modem.tell(it -> it.fault(ModemFault.SILENT, false)));
            running(driver);
        }
    }

    @Test
    void asALinkOfABooth() throws IOException, InterruptedException {
        try (MmdvmModem driver = driver("sim:mmdvm?protocol=2&seed=7&pause_ms=300")) {
            running(driver);
            Rig.await("radios are heard", () -> rig.bursts() > 20);
            driver.transmit(rig.transmission(1, 10));
            Rig.await("sent", () -> rig.ends.containsKey(1L));
            assertEquals(End.SENT, rig.ends.get(1L));
        }
    }
}
