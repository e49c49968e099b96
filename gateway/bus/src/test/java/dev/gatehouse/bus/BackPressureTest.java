package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A paused client's socket is left alone: what is not read stays with the client.
class BackPressureTest {

    private static final String INPUT = Topics.deviceInput(TestBus.BOOTH, "lpr-1");

    /// Counts what the handlers ask of the socket.
    private static final class Reads extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void read(ChannelHandlerContext context) {
            count++;
            var _ = context.read();
        }
    }

    @Test
    void nothingIsReadWhilePausedAndEverythingAfterwards() {
        BusLimits limits = TestBus.change(BusLimits.booth(), "receiveMaximum", 1);
        Broker broker =
                new Broker(
                        Principal.booth("self", TestBus.BOOTH),
                        TestBus.everybody(),
                        limits,
                        System::nanoTime);
        List<BusMessage> arrived = new ArrayList<>();
        broker.add(new Broker.Local(TopicFilter.of("#"), arrived::add));
        Reads reads = new Reads();
        EmbeddedChannel channel = new EmbeddedChannel(reads);
        EmbeddedBus.equip(channel, broker);
        channel.pipeline().fireChannelActive();
        send(channel, RawClient.connect(4, TestBus.DEVICE));
        send(channel, RawClient.publish(4, 0b10, INPUT, 1, new byte[1]));
        assertFalse(channel.config().isAutoRead());

        int before = reads.count;
        for (int id = 2; id <= 5; id++) {
            send(channel, RawClient.publish(4, 0b10, INPUT, id, new byte[1]));
        }
        assertEquals(before, reads.count, "reads of a paused socket");
        assertEquals(1, arrived.size());

        for (int id = 1; id <= 5; id++) {
            assertEquals(id, arrived.size());
            arrived.getLast().ack().accept();
            channel.runPendingTasks();
        }
        assertEquals(5, broker.stats().of(BusCounter.ACKNOWLEDGED));
        assertTrue(channel.config().isAutoRead());
        channel.finishAndReleaseAll();
    }

    private static void send(EmbeddedChannel channel, byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        channel.runPendingTasks();
    }
}
