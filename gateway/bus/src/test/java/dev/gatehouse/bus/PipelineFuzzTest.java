package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ResourceLeakDetector;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Any bytes, cut anywhere, before and after login: nothing is thrown, nothing leaks.
class PipelineFuzzTest {

    private static final Principals PRINCIPALS = TestBus.everybody();

    /// The first octet chooses who is logged in, the second where the rest is cut; the rest is what
    /// is sent.
    @FuzzTest(maxDuration = "10m")
    void anyBytes(byte[] data) {
        if (data.length >= 2) {
            run(data[0] & 0xFF, 1 + (data[1] & 0xFF), Arrays.copyOfRange(data, 2, data.length));
        }
    }

    @Test
    void mutatedConversations() {
        long seed = Long.getLong("gatehouse.seed", 20261122L);
        System.out.println("gatehouse.seed=" + seed);
        Random random = new Random(seed);
        String input = Topics.deviceInput(TestBus.BOOTH, "lpr-1");
        for (int i = 0; i < 1_000; i++) {
            int level = random.nextBoolean() ? 4 : 5;
            byte[] bytes =
                    RawClient.join(
                            RawClient.publish(
                                    level,
                                    0b10,
                                    input,
                                    1 + random.nextInt(3),
                                    new byte[random.nextInt(50)]),
                            RawClient.subscribe(level, 5, "gatehouse/#", random.nextInt(64)),
                            RawClient.publish(level, random.nextInt(16), input, 7, new byte[5]),
                            new byte[] {(byte) 0xC0, 0},
                            RawClient.packet(
                                    0xA2, new byte[] {0, 9}, RawClient.string("gatehouse/#")),
                            new byte[] {0x40, 2, 0, 1},
                            RawClient.connect(level, TestBus.DEVICE),
                            new byte[] {(byte) 0xE0, 0});
            for (int j = random.nextInt(4); j > 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            run(random.nextInt(256), 1 + random.nextInt(200), bytes);
        }
    }

    private static void run(int who, int cut, byte[] bytes) {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        Broker broker =
                new Broker(
                        Principal.booth("self", TestBus.BOOTH),
                        PRINCIPALS,
                        BusLimits.booth(),
                        System::nanoTime);
        broker.add(
                new Broker.Local(
                        TopicFilter.of("#"),
                        message -> {
                            switch (message.payload().length % 3) {
                                case 0 -> message.ack().accept();
                                case 1 -> message.ack().refuse();
                                default -> message.ack().discard();
                            }
                        }));
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(allocator);
        EmbeddedBus.equip(channel, broker);
        channel.pipeline().fireChannelActive();
        if (who % 3 > 0) {
            send(channel, allocator, RawClient.connect(who % 3 == 1 ? 4 : 5, TestBus.DEVICE));
            assertEquals(1, broker.stats().clients(), "the login of the harness");
        }
        for (int i = 0; i < bytes.length; i += cut) {
            send(channel, allocator, Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + cut)));
        }
        channel.checkException();
        channel.finishAndReleaseAll();
        assertEquals(0, broker.stats().of(BusCounter.HANDLER_FAILED));
        assertEquals(0, broker.stats().of(BusCounter.LISTENER_FAILED));
        assertEquals(0, broker.stats().clients());
        assertEquals(
                0,
                allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory(),
                "leaked octets");
    }

    private static void send(
            EmbeddedChannel channel, UnpooledByteBufAllocator allocator, byte[] bytes) {
        if (channel.isOpen()) {
            ByteBuf buffer = allocator.heapBuffer(bytes.length).writeBytes(bytes);
            channel.writeInbound(buffer);
            channel.runPendingTasks();
            channel.releaseOutbound();
        }
    }
}
