package dev.gatehouse.drivers;

import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Frames by hand, and an acknowledgement that remembers what was said to it.
public final class TestFrames {

    public static final Instant NOW = Instant.parse("2026-11-22T01:00:05Z");

    private TestFrames() {}

    public static Received at(Instant at, long nanos) {
        return new Received(at, nanos, TimeQuality.SYNCED);
    }

    public static Frame frame(byte[] bytes) {
        return new Frame(bytes, at(NOW, 1_000), new Answer(true));
    }

    public static Frame frame(String text) {
        return frame(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What a device was told, in order.
    public static final class Answer implements Acknowledgement {
        private final boolean resendable;
        private final List<String> said = new ArrayList<>();

        public Answer(boolean resendable) {
            this.resendable = resendable;
        }

        public synchronized List<String> said() {
            return List.copyOf(said);
        }

        @Override
        public synchronized void durable() {
            said.add("durable");
        }

        @Override
        public synchronized void refused(Refusal reason) {
            said.add(reason.name());
        }

        @Override
        public synchronized void tooLarge() {
            said.add("too large");
        }

        @Override
        public boolean resendable() {
            return resendable;
        }
    }
}
