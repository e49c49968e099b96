package dev.gatehouse.bus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/// Cuts the stream into whole packets before the codec sees them: length first, and no packet
/// longer than the client may send now (MQTT 5, 2.1.4).
///
/// Netty's decoder parses again from the start of a packet with every segment that arrives, and
/// looks at the limit only after the variable header; a stranger could make it work and wait at
/// will. Behind this handler it gets a packet whole. One that yields not exactly one message has
/// fields that do not fit its length: malformed.
final class PacketFramer extends ByteToMessageDecoder {

    private static final int TYPE_SHIFT = 4;
    private static final int CONNECT_TYPE = 1;
    private static final int MAX_LENGTH_BYTES = 4;
    private static final int INCOMPLETE = -1;
    private static final int OVERLONG = -2;

    private final Connection connection;

    PacketFramer(Connection connection) {
        this.connection = connection;
    }

    /// Takes up what arrived while the connection was paused.
    void resume(ChannelHandlerContext context) {
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
        } catch (Exception failed) {
            var _ = context.fireExceptionCaught(failed);
        }
    }

    /// Netty's decoder reads on by itself when it was given octets and passed on no message; while
    /// the connection is paused that would take in without bound what nobody decodes.
    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (connection.isPaused()) {
            discardSomeReadBytes();
            var _ = context.fireChannelReadComplete();
        } else {
            super.channelReadComplete(context);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (connection.isClosing()) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (connection.isPaused() || !in.isReadable()) {
            return;
        }
        int first = in.getUnsignedByte(in.readerIndex());
        if (connection.isStranger() && first >> TYPE_SHIFT != CONNECT_TYPE) {
            in.skipBytes(in.readableBytes());
            connection.notConnectFirst();
            return;
        }
        int remaining = remainingLength(in);
        if (remaining == INCOMPLETE) {
            return;
        }
        if (remaining == OVERLONG || first >> TYPE_SHIFT == 0) {
            in.skipBytes(in.readableBytes());
            connection.malformed();
            return;
        }
        int total = 1 + lengthOfLength(in) + remaining;
        if (total > connection.packetLimitBytes()) {
            in.skipBytes(in.readableBytes());
            connection.tooLarge();
            return;
        }
        if (in.readableBytes() < total) {
            return;
        }
        pass(context, in.readRetainedSlice(total));
    }

    private void pass(ChannelHandlerContext context, ByteBuf packet) {
        long before = connection.messages();
        context.fireChannelRead(packet);
        if (connection.messages() != before + 1 && !connection.isClosing()) {
            connection.malformed();
        }
    }

    /// \[MQTT-1.5.5-1\] wants the shortest form, but asks it of the sender; what counts is at most
    /// four octets.
    private static int remainingLength(ByteBuf in) {
        int value = 0;
        for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
            int index = in.readerIndex() + 1 + i;
            if (index >= in.writerIndex()) {
                return INCOMPLETE;
            }
            int octet = in.getUnsignedByte(index);
            value |= (octet & 0x7F) << (7 * i);
            if ((octet & 0x80) == 0) {
                return value;
            }
        }
        return OVERLONG;
    }

    private static int lengthOfLength(ByteBuf in) {
        int octets = 1;
        while ((in.getUnsignedByte(in.readerIndex() + octets) & 0x80) != 0) {
            octets++;
        }
        return octets;
    }
}
