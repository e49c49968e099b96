package dev.gatehouse.drivers.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.StreamOut;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import dev.gatehouse.simulators.document.ReaderTraits;
import dev.gatehouse.simulators.document.SimulatedDocumentReader;
import dev.gatehouse.simulators.document.SimulatedDocumentReader.Happened;
import dev.gatehouse.simulators.stream.StreamDevice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Many swipes of a simulated reader in a moment, in each framing of the sheet.
class SimulatedReaderTest {
    private static final long MS = 1_000_000;
    private static final long SEED = Long.getLong("gatehouse.seed", 20261122L);

    private static final StreamOut NOWHERE =
            new StreamOut() {
                @Override
                public void report(
                        Observation.Body body,
                        CaptureTime captured,
                        Received received,
                        boolean urgent) {}

                @Override
                public boolean send(byte[] octets) {
                    return true;
                }

                @Override
                public void reopen(String reason) {}
            };

    private static Received at(long nanos) {
        return new Received(Instant.EPOCH.plusNanos(nanos), nanos, TimeQuality.SYNCED);
    }

    private static void run(Map<String, String> settings, ReaderTraits traits, Check check) {
        SimulatedDocumentReader reader = new SimulatedDocumentReader(traits);
        StreamCounters<DocumentCounter> counters = new StreamCounters<>(DocumentCounter.class);
        DocumentMachine machine =
                new DocumentMachine("r", DocumentSettings.of(settings), NOWHERE, counters, at(0));
        machine.connected(at(0));
        long[] now = new long[1];
        StreamDevice.Line line =
                new StreamDevice.Line() {
                    @Override
                    public void say(byte[] octets) {
                        machine.octets(octets, at(now[0]));
                    }

                    @Override
                    public void hangUp() {
                        throw new AssertionError("never");
                    }
                };
        while (reader.count(Happened.SWIPES) < 120 || !reader.idle()) {
            now[0] += 10 * MS;
            reader.duty(now[0], line);
            machine.duty(at(now[0]));
        }
        machine.duty(at(now[0] + 5_000 * MS));
        check.check(reader, counters);
    }

    private interface Check {
        void check(SimulatedDocumentReader reader, StreamCounters<DocumentCounter> counters);
    }

    @Test
    void everyDocumentIsReadInEveryFramingOfTheSheet() {
        System.out.println("SimulatedReaderTest: -Dgatehouse.seed=" + SEED);
        for (Map<String, String> framing :
                List.of(
                        Map.of("start", "stx", "end", "etx"),
                        Map.of("start", "stx", "end", "etx", "check", "xor"),
                        Map.of("separator", "cr-lf", "end", "idle"),
                        Map.of("separator", "none", "end", "cr"),
                        Map.of("start", "prefix", "prefix_hex", "4D", "end", "cr-cr"),
                        Map.of("separator", "lf", "end", "eot"),
                        Map.<String, String>of())) {
            ReaderTraits traits = ReaderTraits.usual(SEED, DocumentSettings.framing(framing));
            run(
                    framing,
                    traits,
                    (reader, counters) -> {
                        long swipes = reader.count(Happened.SWIPES);
                        assertEquals(swipes, reader.count(Happened.CLEAN));
                        assertEquals(
                                swipes, counters.value(DocumentCounter.SWIPES), framing.toString());
                        assertEquals(
                                swipes, counters.value(DocumentCounter.VALID), framing.toString());
                    });
        }
    }

    @Test
    void noiseTruncationAndDoublesCostWhatTheyMust() {
        Map<String, String> framing = Map.of("start", "stx", "end", "etx");
        run(
                framing,
                new ReaderTraits(
                        SEED,
                        DocumentSettings.framing(framing),
                        5_000,
                        1_200,
                        0.2,
                        0.2,
                        0.3,
                        0.3,
                        0.1,
                        true),
                (reader, counters) -> {
                    for (Happened what : Happened.values()) {
                        assertTrue(reader.count(what) > 0, what.name());
                    }
                    long good =
                            counters.value(DocumentCounter.VALID)
                                    + counters.value(DocumentCounter.INCOMPLETE);
                    assertTrue(good >= reader.count(Happened.CLEAN), "a clean swipe was lost");
                    assertTrue(counters.value(DocumentCounter.REPAIRS) > 0);
                    assertTrue(counters.value(DocumentCounter.UNREADABLE) > 0);
                    assertTrue(counters.value(DocumentCounter.NOISE_OCTETS) >= 3);
                    assertTrue(
                            counters.value(DocumentCounter.AGREED)
                                            + counters.value(DocumentCounter.DIFFERING)
                                    > 0);
                });
    }
}
