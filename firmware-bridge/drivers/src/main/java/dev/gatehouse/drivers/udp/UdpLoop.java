package dev.gatehouse.drivers.udp;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The one loop of all UDP links: begun with the first open one, ended with the last. Safe for any
/// thread.
final class UdpLoop {

    private static final long STOP_MS = 2_000;

    private @Nullable EventLoopGroup group;
    private int users;

    synchronized EventLoopGroup join() {
        EventLoopGroup running = group;
        if (running == null) {
            running =
                    new MultiThreadIoEventLoopGroup(
                            1,
                            new DefaultThreadFactory("link-udp", true),
                            NioIoHandler.newFactory());
            group = running;
        }
        users++;
        return running;
    }

    synchronized void leave() {
        users--;
        EventLoopGroup running = group;
        if (users == 0 && running != null) {
            group = null;
            var _ = running.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS);
        }
    }
}
