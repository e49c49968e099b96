package dev.gatehouse.drivers.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Counters;
import dev.gatehouse.protocols.llrp.TagReport;
import dev.gatehouse.protocols.llrp.Timestamp;
import dev.gatehouse.protocols.llrp.Tv;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Which reads belong together (section 5, duplicates).
final class TagSightingsTest {

    private final Counters<LlrpCounter> counters = new Counters<>(LlrpCounter.class);
    private final List<TagSightings.Sighting> told = new ArrayList<>();
    private final ReaderTime time = new ReaderTime();

    private TagSightings sightings(String gatherMs) {
        time.begin(Optional.of(new Timestamp(true, micros(0))), at(0));
        return new TagSightings(
                LlrpSettings.of(Map.of("gather_ms", gatherMs)), counters, told::add);
    }

    private static Received at(long ms) {
        return new Received(ReaderRig.START.plusMillis(ms), ms * 1_000_000, TimeQuality.SYNCED);
    }

    private static long micros(long ms) {
        return ChronoUnit.MICROS.between(java.time.Instant.EPOCH, ReaderRig.START) + ms * 1_000;
    }

    private void read(TagSightings sightings, int tag, int antenna, int rssi, long ms, int count) {
        TagReport report =
                new TagReport(
                        ReaderRig.epc(tag),
                        Map.of(
                                Tv.ANTENNA_ID, (long) antenna,
                                Tv.PEAK_RSSI, (long) rssi,
                                Tv.FIRST_SEEN_UTC, micros(ms),
                                Tv.LAST_SEEN_UTC, micros(ms),
                                Tv.TAG_SEEN_COUNT, (long) count),
                        List.of());
        Received received = at(Math.max(0, ms));
        sightings.add(report, time.of(report, received), received);
        sightings.duty(received.nanos());
    }

    @Test
    void readsOfTheWindowAreOneWithTheSumAndTheBest() {
        TagSightings sightings = sightings("3000");
        read(sightings, 1, 1, -70, 0, 2);
        read(sightings, 1, 1, -52, 1_000, 3);
        read(sightings, 1, 1, -60, 2_500, 4);
        assertEquals(List.of(), told);
        sightings.duty(at(3_000).nanos());
        assertEquals(1, told.size());
        assertEquals(9, told.getFirst().seen());
        assertEquals(OptionalInt.of(-52), told.getFirst().peakRssiDbm());
        assertEquals(ReaderRig.START, told.getFirst().captured().at());
    }

    @Test
    void aTagThatStaysIsOneForAsLongAsNoGapIsLongerThanTheWindow() {
        TagSightings sightings = sightings("0");
        for (long ms = 0; ms <= 60_000; ms += 2_900) {
            read(sightings, 1, 1, -60, ms, 1);
        }
        assertEquals(1, told.size());
        assertEquals(20, counters.value(LlrpCounter.TAGS_REPEATED));
        read(sightings, 1, 1, -60, 60_900 + 3_001, 1);
        assertEquals(2, told.size());
    }

    @Test
    void theGapIsMeasuredInTheReadersTime() {
        TagSightings sightings = sightings("0");
        // all of them arrive at once, out of a buffer
        for (int pass = 0; pass < 5; pass++) {
            read(sightings, 1, 1, -60, -60_000 + pass * 10_000L, 1);
        }
        assertEquals(5, told.size());
        assertTrue(told.stream().allMatch(TagSightings.Sighting::buffered));
        read(sightings, 1, 1, -60, 500, 1);
        assertEquals(6, told.size());
        assertTrue(!told.getLast().buffered());
    }

    @Test
    void everyTagAndEveryAntennaForItself() {
        TagSightings sightings = sightings("0");
        read(sightings, 1, 1, -60, 0, 1);
        read(sightings, 1, 2, -60, 1, 1);
        read(sightings, 2, 1, -60, 2, 1);
        read(sightings, 2, 1, -60, 3, 1);
        assertEquals(3, told.size());
        assertEquals(3, sightings.size());
        sightings.duty(at(10_000).nanos());
        assertEquals(0, sightings.size());
    }

    @Test
    void moreTagsThanTheLimitTakeTheRoomOfEarlierOnes() {
        TagSightings sightings = sightings("3000");
        for (int tag = 0; tag < TagSightings.LIMIT + 100; tag++) {
            read(sightings, tag, 1, -60, 10, 1);
        }
        assertEquals(TagSightings.LIMIT, sightings.size(), 100);
        assertEquals(100, counters.value(LlrpCounter.SIGHTINGS_EVICTED));
        sightings.flush();
        assertEquals(TagSightings.LIMIT + 100, told.size());
    }

    @Test
    void timesBeyondAnyCalendarAreNoReasonToFail() {
        TagSightings sightings = sightings("0");
        for (long micros : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
            TagReport report =
                    new TagReport(
                            ReaderRig.epc(1),
                            Map.of(Tv.FIRST_SEEN_UTC, micros, Tv.LAST_SEEN_UTC, micros),
                            List.of());
            sightings.add(report, time.of(report, at(5)), at(5));
        }
        assertTrue(told.size() >= 2);
        time.begin(Optional.of(new Timestamp(true, Long.MIN_VALUE)), at(0));
        assertTrue(time.wrong());
        time.begin(Optional.of(new Timestamp(false, Long.MAX_VALUE)), at(0));
        time.begin(Optional.empty(), at(0));
        assertEquals(0, time.aheadSeconds());
    }
}
