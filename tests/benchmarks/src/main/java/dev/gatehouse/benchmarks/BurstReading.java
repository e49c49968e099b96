package dev.gatehouse.benchmarks;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.SlotReader;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.data.PacketAssembler;
import dev.gatehouse.protocols.dmr.data.Rate;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.data.TextWriter;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.EmbeddedLcCollector;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.SlotType;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.dmr.link.UnitCsbk;
import dev.gatehouse.protocols.dmr.link.VoiceBurst;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// JMH's part: one burst read by the reader of its slot, from 33 octets to what is heard. Made up,
/// of one kind at a time, in an order that makes sense to the reader.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BurstReading {
    private static final int BURSTS = 1 << 10;
    private static final int BURST_BITS = 264;
    private static final int HALF = 98;
    private static final int SECOND_AT = 166;
    private static final int MANY = 30;
    private static final long STEP_MS = 60;
    private static final RadioAddress GROUP = new RadioAddress(9);
    private static final RadioAddress UNIT = new RadioAddress(1_234_567);
    private static final VoiceChannelUser CALL =
            VoiceChannelUser.toGroup(ServiceOptions.NONE, GROUP, UNIT);

    /// What the bursts are; a number behind it is of wrong bits in the information of each.
    @Param({
        "header",
        "header-4",
        "csbk",
        "speech",
        "half",
        "half-4",
        "half-30",
        "three_quarters",
        "three_quarters-1",
        "full",
        "call",
        "noise"
    })
    public String kind = "header";

    /// Of all made-up content and damage.
    @Param("1")
    public long seed;

    private final List<byte[]> bursts = new ArrayList<>();
    private SlotReader reader = new SlotReader(PacketAssembler.Limits.STANDARD);
    private int next;
    private long nowMs;

    /// For JMH.
    public BurstReading() {}

    /// Makes the bursts.
    @Setup
    public void make() {
        SplittableRandom random = new SplittableRandom(seed);
        bursts.clear();
        reader = new SlotReader(PacketAssembler.Limits.STANDARD);
        String[] parts = kind.split("-", -1);
        int wrong = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
        while (bursts.size() < BURSTS) {
            for (byte[] burst : some(parts[0], random)) {
                bursts.add(damage(burst, wrong, random));
            }
        }
    }

    private static List<byte[]> some(String what, SplittableRandom random) {
        return switch (what) {
            case "header" -> List.of(control(DataType.VOICE_LC_HEADER));
            case "csbk" ->
                    List.of(
                            data(
                                    DataType.CSBK,
                                    UnitCsbk.of(UnitCsbk.Kind.CALL_ALERT, 0, GROUP, UNIT)
                                            .encode()));
            case "speech" -> superframe(random);
            case "half" -> packet(Rate.HALF);
            case "three_quarters" -> packet(Rate.THREE_QUARTERS);
            case "full" -> packet(Rate.FULL);
            case "call" -> call(random);
            case "noise" -> List.of(octets(random, BURST_BITS / 8));
            default -> throw new IllegalArgumentException("no bursts are called " + what);
        };
    }

    private static byte[] octets(SplittableRandom random, int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }

    private static byte[] data(DataType type, Octets payload) {
        return new DataBurst(SyncPattern.MS_DATA, new SlotType(1, type), payload).encode();
    }

    private static byte[] control(DataType type) {
        LinkControl control = CALL;
        return data(type, control.encode(type));
    }

    private static List<byte[]> superframe(SplittableRandom random) {
        List<byte[]> frame = new ArrayList<>();
        frame.add(speech(new VoiceBurst.First(SyncPattern.MS_VOICE, 0), random));
        for (VoiceBurst.Following following : EmbeddedLcCollector.spread(CALL, 1)) {
            frame.add(speech(following, random));
        }
        return frame;
    }

    private static byte[] speech(VoiceBurst.Centre centre, SplittableRandom random) {
        return new VoiceBurst(Octets.of(octets(random, VoiceBurst.VOICE_BYTES)), centre).encode();
    }

    private static List<byte[]> call(SplittableRandom random) {
        List<byte[]> call = new ArrayList<>();
        call.add(control(DataType.VOICE_LC_HEADER));
        for (int i = 0; i < MANY; i++) {
            call.addAll(superframe(random));
        }
        call.add(control(DataType.TERMINATOR_WITH_LC));
        return call;
    }

    private static List<byte[]> packet(Rate rate) {
        OutgoingPacket packet =
                new TextWriter(UNIT, GROUP, true, false, rate, 1)
                        .write(TextDialect.MOTOROLA, "x".repeat(TextWriter.MAX_CHARACTERS))
                        .orElseThrow();
        return packet.bursts(SyncPattern.MS_DATA, 1, 0).stream().map(DataBurst::encode).toList();
    }

    private static byte[] damage(byte[] burst, int wrong, SplittableRandom random) {
        for (int i = 0; i < wrong; i++) {
            int bit = random.nextInt(2 * HALF);
            int at = bit < HALF ? bit : bit - HALF + SECOND_AT;
            burst[at >> 3] ^= (byte) (0x80 >> (at & 7));
        }
        return burst;
    }

    /// One burst.
    @Benchmark
    public int read() {
        next = next + 1 < bursts.size() ? next + 1 : 0;
        nowMs += STEP_MS;
        return reader.read(bursts.get(next), nowMs).heard().size();
    }
}
