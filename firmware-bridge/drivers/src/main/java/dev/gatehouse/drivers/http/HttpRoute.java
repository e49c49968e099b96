package dev.gatehouse.drivers.http;

import dev.gatehouse.drivers.Acknowledgement.Refusal;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.TokenBucket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One reader's place on a listener. It is known from its creation, so that a reader that posts
/// while the booth starts or stops hears "later" and not "unknown".
final class HttpRoute {

    private final List<String> paths;
    private final ReaderAccess access;
    private final TokenBucket rate;
    private final int maxBodyBytes;
    private final Set<HttpExchange> inFlight = ConcurrentHashMap.newKeySet();
    private volatile @Nullable FrameSink sink;

    /// @param paths the first is the reader's own, others are its maker's fixed ones
    HttpRoute(List<String> paths, ReaderAccess access, HttpLimits limits) {
        this.paths = List.copyOf(paths);
        this.access = access;
        this.rate = TokenBucket.perSecond(limits.ratePerSecond(), limits.rateBurst());
        this.maxBodyBytes = limits.maxBodyBytes();
    }

    String path() {
        return paths.getFirst();
    }

    List<String> paths() {
        return paths;
    }

    /// Of one body of this reader.
    int maxBodyBytes() {
        return maxBodyBytes;
    }

    ReaderAccess access() {
        return access;
    }

    TokenBucket rate() {
        return rate;
    }

    boolean isOpen() {
        return sink != null;
    }

    void open(FrameSink to) {
        sink = to;
    }

    /// The exchange is answered by whoever takes the frame, or here.
    void deliver(Frame frame, HttpExchange exchange) {
        inFlight.add(exchange);
        FrameSink to = sink;
        if (to == null) {
            exchange.refused(Refusal.NOT_READY);
        } else {
            to.accept(frame);
        }
    }

    void answered(HttpExchange exchange) {
        inFlight.remove(exchange);
    }

    void close() {
        sink = null;
        for (HttpExchange exchange : inFlight) {
            exchange.refused(Refusal.NOT_READY);
        }
    }
}
