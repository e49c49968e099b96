package dev.gatehouse.protocols.mmdvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gatehouse.protocols.Decoded;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What is written is read back, for random messages of every kind.
class MmdvmRoundTripTest {

    private final SplittableRandom random = seeded();

    private static SplittableRandom seeded() {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        System.out.println("seed: -Dgatehouse.seed=" + seed);
        return new SplittableRandom(seed);
    }

    private byte[] octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private static <T> void bothWays(
            T message, Function<T, ModemFrame> encode, Function<ModemFrame, Decoded<T>> decode) {
        byte[] once = encode.apply(message).encode();
        ModemFrame[] found = new ModemFrame[1];
        ModemFrameReader.forModem().feed(once, 0, frame -> found[0] = frame);
        Decoded.Message<?> read =
                assertInstanceOf(Decoded.Message.class, decode.apply(found[0]), message.toString());
        @SuppressWarnings("unchecked")
        T value = (T) read.value();
        assertArrayEquals(once, encode.apply(value).encode(), message.toString());
    }

    @Test
    void modem() {
        for (int round = 0; round < 2_000; round++) {
            ModemProtocol protocol = random.nextBoolean() ? ModemProtocol.V1 : ModemProtocol.V2;
            int slot = 1 + random.nextInt(2);
            for (ModemMessage message :
                    List.of(
                            new ModemStatus(
                                    protocol,
                                    random.nextInt(256),
                                    random.nextInt(256),
                                    random.nextInt(256),
                                    random.nextInt(256)),
                            new HeardBurst(
                                    slot,
                                    random.nextInt(256),
                                    octets(33),
                                    random.nextBoolean()
                                            ? OptionalInt.empty()
                                            : OptionalInt.of(random.nextInt(65_536))),
                            new ModemMessage.SlotLost(slot),
                            new ModemMessage.Ack(random.nextInt(256)),
                            new ModemMessage.Nak(random.nextInt(256), random.nextInt(256)))) {
                bothWays(
                        message,
                        ModemMessage::encode,
                        frame -> ModemMessage.decode(frame, protocol));
            }
        }
    }

    @Test
    void host() {
        for (int round = 0; round < 2_000; round++) {
            ModemProtocol protocol = random.nextBoolean() ? ModemProtocol.V1 : ModemProtocol.V2;
            int slot = 1 + random.nextInt(2);
            for (HostMessage message :
                    List.of(
                            new ModemConfig(
                                    protocol,
                                    random.nextInt(256),
                                    2 | random.nextInt(256),
                                    random.nextInt(51),
                                    random.nextBoolean() ? 0 : 2,
                                    random.nextInt(256),
                                    random.nextInt(256),
                                    random.nextInt(256),
                                    random.nextInt(16),
                                    random.nextInt(256),
                                    random.nextInt(256) - 128,
                                    random.nextInt(256) - 128),
                            new ModemFrequency(
                                    random.nextLong(1L << 32),
                                    random.nextLong(1L << 32),
                                    random.nextInt(256)),
                            new HostMessage.SetMode(random.nextInt(256)),
                            new HostMessage.SendBurst(slot, octets(33)),
                            new HostMessage.SetShortLc(octets(9)),
                            new HostMessage.StartTransmit(random.nextBoolean()),
                            new HostMessage.AbortSlot(slot),
                            new HostMessage.SendIdentity("A".repeat(random.nextInt(201))))) {
                bothWays(
                        message, HostMessage::encode, frame -> HostMessage.decode(frame, protocol));
            }
        }
    }
}
