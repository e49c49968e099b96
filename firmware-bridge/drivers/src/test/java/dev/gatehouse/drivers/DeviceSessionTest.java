package dev.gatehouse.drivers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.TestFrames.Answer;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PresenceChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeviceSessionTest {

    /// Hands over what the test puts in.
    private static final class HandLink implements Link {
        private FrameSink sink = _ -> {};
        private boolean fails;
        private boolean closed;

        @Override
        public void open(FrameSink to) throws IOException {
            if (fails) {
                throw new IOException("port taken");
            }
            sink = to;
        }

        @Override
        public String describe() {
            return "hand:";
        }

        @Override
        public void close() {
            closed = true;
        }

        List<String> push(String text, boolean resendable) {
            Answer answer = new Answer(resendable);
            sink.accept(
                    new Frame(
                            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            TestFrames.at(TestFrames.NOW, 7),
                            answer));
            return answer.said();
        }
    }

    private final HandLink link = new HandLink();
    private final List<Observation> taken = new ArrayList<>();
    private boolean full;

    private DeviceSession session() throws IOException {
        DeviceSession session =
                new DeviceSession(
                        "loop-1",
                        link,
                        this::decode,
                        (found, acknowledgement) -> {
                            if (full) {
                                return false;
                            }
                            taken.addAll(found);
                            acknowledgement.durable();
                            return true;
                        });
        session.open();
        return session;
    }

    private Decoded<List<Observation>> decode(Frame frame) {
        return switch (new String(frame.bytes(), java.nio.charset.StandardCharsets.UTF_8)) {
            case "edge" ->
                    Decoded.message(
                            List.of(
                                    new Observation(
                                            "loop-1",
                                            "lane-3",
                                            "1",
                                            new CaptureTime(
                                                    TestFrames.NOW, CaptureTime.Quality.RECEIVED),
                                            frame.received(),
                                            false,
                                            false,
                                            new PresenceChange(true, 1, 1))));
            case "heartbeat" -> Decoded.message(List.of());
            case "long" -> Decoded.rejected(RejectReason.TOO_LONG, "too long");
            case "bug" -> throw new IllegalStateException("carries KQR4821");
            case "deep" -> throw new StackOverflowError();
            default -> Decoded.rejected(RejectReason.BAD_SYNTAX, "what");
        };
    }

    @Test
    void everyFrameIsAnsweredOnceAndCounted() throws IOException {
        try (DeviceSession session = session()) {
            assertEquals(OptionalLong.empty(), session.snapshot().lastFrameNanos());
            assertEquals(List.of("durable"), link.push("edge", true));
            assertEquals(List.of("durable"), link.push("heartbeat", true));
            assertEquals(List.of("MALFORMED"), link.push("other", true));
            assertEquals(List.of("too large"), link.push("long", true));
            assertEquals(List.of("MALFORMED"), link.push("bug", true));
            assertEquals(List.of("MALFORMED"), link.push("deep", true));
            full = true;
            assertEquals(List.of("BUSY"), link.push("edge", true));
            assertEquals(List.of("BUSY"), link.push("edge", false));
            DeviceSnapshot seen = session.snapshot();
            assertEquals(8, seen.frames());
            assertEquals(1, seen.observations());
            assertEquals(2, seen.refusedBusy());
            assertEquals(1, seen.lost());
            assertEquals(2, seen.faults());
            assertEquals(
                    Map.of(RejectReason.BAD_SYNTAX, 1L, RejectReason.TOO_LONG, 1L),
                    seen.rejected());
            assertEquals(OptionalLong.of(7), seen.lastFrameNanos());
            assertEquals(1, taken.size());
        }
        assertTrue(link.closed);
    }

    @Test
    void afterTheEndFramesAreNotTaken() throws IOException {
        DeviceSession session = session();
        session.close();
        assertEquals(List.of("NOT_READY"), link.push("edge", true));
        assertEquals(1, session.snapshot().refusedNotReady());
        assertTrue(taken.isEmpty());
    }

    @Test
    void aTakenPortIsTold() {
        link.fails = true;
        assertThrows(IOException.class, this::session);
        assertFalse(link.closed);
    }
}
