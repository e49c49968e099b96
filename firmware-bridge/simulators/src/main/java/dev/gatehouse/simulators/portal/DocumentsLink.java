package dev.gatehouse.simulators.portal;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// A portal that posts documents, as the link of a driver; one that was not taken is sent again.
final class DocumentsLink implements Link {
    private static final long AGAIN_MS = 500;

    private final SimulatedDocuments documents;
    private final long pauseMs;
    private final LinkContext context;
    private final LongAdder sent = new LongAdder();
    private final LongAdder durable = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile boolean again;
    private final OwnThread thread;

    DocumentsLink(SimulatedDocuments documents, long pauseMs, LinkContext context) {
        this.documents = documents;
        this.pauseMs = pauseMs;
        this.context = context;
        this.thread = new OwnThread("sim-" + context.deviceId());
    }

    @Override
    public void open(FrameSink sink) throws IOException {
        thread.open("simulated portal", () -> () -> run(sink));
    }

    private void run(FrameSink sink) throws InterruptedException {
        byte[] document = new byte[0];
        while (thread.rest(again ? AGAIN_MS : pauseMs, context.clock())) {
            if (!again) {
                document = documents.next(context.clock().now().at());
            }
            again = false;
            sent.increment();
            sink.accept(new Frame(document.clone(), context.clock().now(), new Answer()));
        }
    }

    private final class Answer implements Acknowledgement {
        @Override
        public void durable() {
            durable.increment();
        }

        @Override
        public void refused(Refusal reason) {
            refused.increment();
            again = reason != Refusal.MALFORMED;
        }

        @Override
        public boolean resendable() {
            return true;
        }
    }

    @Override
    public String describe() {
        return "simulated portal of documents";
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> values = new TreeMap<>();
        values.put("sent", sent.sum());
        values.put("durable", durable.sum());
        values.put("refused", refused.sum());
        return values;
    }

    @Override
    public void close() {
        thread.close();
    }
}
