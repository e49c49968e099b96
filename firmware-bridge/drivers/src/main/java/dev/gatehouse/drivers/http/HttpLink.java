package dev.gatehouse.drivers.http;

import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import java.io.IOException;
import java.util.Map;

/// One reader's share of a listener.
final class HttpLink implements Link {

    private final HttpLinkProvider provider;
    private final HttpListener listener;
    private final HttpRoute route;
    private final String shown;
    private volatile boolean closed;

    HttpLink(HttpLinkProvider provider, HttpListener listener, HttpRoute route, String shown) {
        this.provider = provider;
        this.listener = listener;
        this.route = route;
        this.shown = shown;
    }

    @Override
    public void open(FrameSink sink) throws IOException {
        if (closed) {
            throw new IllegalStateException("http link: opened after close");
        }
        provider.open(listener, route, sink);
    }

    @Override
    public String describe() {
        return shown + ":" + listener.port() + route.path();
    }

    @Override
    public Map<String, Long> counters() {
        return listener.counters().values();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        provider.close(listener, route);
    }
}
