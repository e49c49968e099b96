package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.junit.jupiter.api.Test;

class DrainedConnectionTest {

    private static final String SEED = "gatehouse.drained.seed";
    private static final int LIMIT = 20_000;

    private static byte[] packet(int type, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(type << 4);
        int left = length;
        do {
            int octet = left & 0x7f;
            left >>= 7;
            out.write(left > 0 ? octet | 0x80 : octet);
        } while (left > 0);
        out.writeBytes(new byte[length]);
        return out.toByteArray();
    }

    @Test
    void wholePublishPacketsAreCountedHoweverTheyArrive() throws Exception {
        long seed = Long.getLong(SEED, new Random().nextLong(1_000_000_000L));
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            int publishes = 0;
            for (int i = random.nextInt(20); i >= 0; i--) {
                int type = 2 + random.nextInt(13);
                publishes += type == 3 ? 1 : 0;
                wire.writeBytes(packet(type, random.nextInt(20_000) >> random.nextInt(15)));
            }
            // one that is cut off is not counted
            byte[] last = packet(3, 100);
            wire.write(last, 0, random.nextInt(last.length));
            byte[] octets = wire.toByteArray();
            DrainedConnection.Framing framing = new DrainedConnection.Framing(LIMIT);
            for (int at = 0; at < octets.length; ) {
                int count = Math.min(octets.length - at, 1 + random.nextInt(500));
                framing.pass(octets, at, count);
                at += count;
            }
            assertEquals(publishes, framing.published(), "-D" + SEED + "=" + seed);
        }
    }

    @Test
    void aPacketThatAnnouncesTooMuchIsRefusedBeforeItsFirstOctet() throws Exception {
        ByteArrayInputStream wire = new ByteArrayInputStream(packet(3, LIMIT + 1));
        int whole = wire.available();
        DrainedConnection connection = new DrainedConnection(new Fake(wire), () -> 0, LIMIT);
        InputStream in = connection.getInputStream();
        assertThrows(
                DrainedConnection.TooLongException.class,
                () -> {
                    while (in.read() >= 0) {
                        // as Paho reads the head: octet by octet
                    }
                });
        assertEquals(4, whole - wire.available(), "type and length are read, nothing of the body");
        InputStream fits =
                new DrainedConnection(
                                new Fake(new ByteArrayInputStream(packet(2, LIMIT))),
                                () -> 0,
                                LIMIT)
                        .getInputStream();
        assertEquals(LIMIT + 4, fits.readAllBytes().length);
    }

    private record Fake(InputStream in) implements NetworkModule {
        @Override
        public void start() {}

        @Override
        public InputStream getInputStream() {
            return in;
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    throw new IOException("broken pipe");
                }
            };
        }

        @Override
        public void stop() {}

        @Override
        public String getServerURI() {
            return "tcp://nowhere";
        }
    }

    @Test
    void theEndIsToldWhenEverythingWasHandedOver() throws Exception {
        AtomicLong handed = new AtomicLong();
        AtomicLong handedAtEnd = new AtomicLong(-1);
        AtomicLong handedAtFailedWrite = new AtomicLong(-1);
        DrainedConnection connection =
                new DrainedConnection(
                        new Fake(new ByteArrayInputStream(packet(3, 10))), handed::get, LIMIT);
        InputStream in = connection.getInputStream();
        assertEquals(12, in.readNBytes(12).length);
        Thread receiver =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                assertEquals(-1, in.read());
                                handedAtEnd.set(handed.get());
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                connection.getOutputStream().write(1);
                            } catch (IOException expected) {
                                handedAtFailedWrite.set(handed.get());
                            }
                        });
        TestBus.await(
                "both wait",
                () ->
                        receiver.getState() == Thread.State.TIMED_WAITING
                                && writer.getState() == Thread.State.TIMED_WAITING);
        handed.incrementAndGet();
        receiver.join();
        writer.join();
        assertEquals(1, handedAtEnd.get());
        assertEquals(1, handedAtFailedWrite.get(), "told after the end of the input");
    }

    @Test
    void ourOwnEndWaitsForNothing() throws Exception {
        DrainedConnection connection =
                new DrainedConnection(
                        new Fake(new ByteArrayInputStream(packet(3, 10))), () -> 0, LIMIT);
        InputStream in = connection.getInputStream();
        connection.stop();
        long before = System.nanoTime();
        assertEquals(12, in.readAllBytes().length);
        assertThrows(IOException.class, () -> connection.getOutputStream().write(1));
        assertTrue(System.nanoTime() - before < DrainedConnection.LIMIT_MS * 1_000_000L);
    }
}
