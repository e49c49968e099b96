package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.air.BurstHearing;
import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchOut;
import dev.gatehouse.drivers.dispatch.DispatchReport;
import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.hytera.IpscBurst;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The bursts of Hytera repeaters (sheet, section 11), heard as those of any other radio: what goes
/// on between radios, which no service over IP tells. Owned by the system's thread.
final class IpscHearing implements BurstSink {

    /// One slot of a configured repeater.
    private record Place(InetAddress repeater, int slot) {}

    /// Who talks to whom there, so that a new pair is a new stream.
    private record Talk(int source, int destination, int callType, int stream) {
        boolean goesOn(IpscBurst burst) {
            return source == burst.source()
                    && destination == burst.destination()
                    && callType == burst.callType();
        }
    }

    private final String deviceId;
    private final HyteraSettings settings;
    private final DispatchCounters counters;
    private final BurstHearing hearing;
    private final Map<Place, Talk> talks = new HashMap<>();
    private int streams;

    IpscHearing(
            String deviceId,
            HyteraSettings settings,
            DispatchOut out,
            DispatchCounters counters,
            Received start) {
        this.deviceId = deviceId;
        this.settings = settings;
        this.counters = counters;
        this.hearing =
                new BurstHearing(
                        RadioSystem.HYTERA,
                        (report, received) -> out.report(DispatchReport.of(report, received)),
                        start);
    }

    @Override
    public void burst(InetAddress repeater, IpscBurst burst, Received received) {
        byte[] octets = burst.burst().toArray();
        Claim claim = claim(burst.slotType());
        if (claim.kind() == Claim.Kind.DATA && !DataBurst.hasDataSync(octets)) {
            counters.add(DispatchCounter.BURSTS_WITHOUT_SYNC);
            return;
        }
        // ids of 32 bits; which number stands for a repeater does not matter here
        int repeaterId = settings.repeaters().getOrDefault(repeater, 0L).intValue();
        hearing.take(
                new AirEvent.Burst(
                        deviceId,
                        burst.slot(),
                        octets,
                        claim,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.of(
                                new AirEvent.Route(
                                        repeaterId,
                                        burst.source(),
                                        burst.destination(),
                                        burst.callType() == IpscBurst.PRIVATE,
                                        stream(new Place(repeater, burst.slot()), burst),
                                        burst.sequence())),
                        received));
    }

    private int stream(Place place, IpscBurst burst) {
        Talk talk = talks.get(place);
        if (talk == null || !talk.goesOn(burst)) {
            talk = new Talk(burst.source(), burst.destination(), burst.callType(), ++streams);
            talks.put(place, talk);
        }
        if (burst.slotType() == IpscBurst.SlotType.TERMINATOR) {
            talks.remove(place);
        }
        return talk.stream();
    }

    private static Claim claim(IpscBurst.SlotType type) {
        return switch (type) {
            case VOICE_A -> new Claim(Claim.Kind.VOICE_SYNC, 0);
            case VOICE_B -> new Claim(Claim.Kind.VOICE, 1);
            case VOICE_C -> new Claim(Claim.Kind.VOICE, 2);
            case VOICE_D -> new Claim(Claim.Kind.VOICE, 3);
            case VOICE_E -> new Claim(Claim.Kind.VOICE, 4);
            case VOICE_F -> new Claim(Claim.Kind.VOICE, 5);
            case PRIVACY_HEADER -> data(DataType.PI_HEADER);
            case LC_HEADER -> data(DataType.VOICE_LC_HEADER);
            case TERMINATOR -> data(DataType.TERMINATOR_WITH_LC);
            case CSBK -> data(DataType.CSBK);
            case DATA_HEADER -> data(DataType.DATA_HEADER);
            case RATE_1_2 -> data(DataType.RATE_1_2_DATA);
            case RATE_3_4 -> data(DataType.RATE_3_4_DATA);
            case WAKE_UP, SYNC -> throw new IllegalArgumentException("expected a burst");
        };
    }

    private static Claim data(DataType type) {
        return new Claim(Claim.Kind.DATA, type.code());
    }

    @Override
    public void duty(Received now) {
        hearing.tick(now);
    }

    @Override
    public void stop(Received now) {
        hearing.stop(now);
    }

    @Override
    public Map<String, Long> counters() {
        return hearing.counters();
    }
}
