package dev.gatehouse.drivers;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The one loop of all links of a scheme: begun with the first open one, ended with the last. Safe
/// for any thread.
public final class NetworkLoop {

    private static final long STOP_MS = 2_000;

    private final String threadName;
    private @Nullable EventLoopGroup group;
    private int users;

    /// @param threadName of its only thread, e.g. `link-udp`
    public NetworkLoop(String threadName) {
        this.threadName = threadName;
    }

    /// One more link is open; ends with one `leave`.
    public synchronized EventLoopGroup join() {
        EventLoopGroup running = group;
        if (running == null) {
            running =
                    new MultiThreadIoEventLoopGroup(
                            1,
                            new DefaultThreadFactory(threadName, true),
                            NioIoHandler.newFactory());
            group = running;
        }
        users++;
        return running;
    }

    /// One link is open no more.
    public synchronized void leave() {
        users--;
        EventLoopGroup running = group;
        if (users == 0 && running != null) {
            group = null;
            var _ = running.shutdownGracefully(0, STOP_MS, TimeUnit.MILLISECONDS);
        }
    }
}
