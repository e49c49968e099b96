package dev.gatehouse.simulators.radio;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.data.Rate;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.data.TextWriter;
import dev.gatehouse.protocols.dmr.link.Burst;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.EmbeddedLcCollector;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.SlotType;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.dmr.link.UnitCsbk;
import dev.gatehouse.protocols.dmr.link.VoiceBurst;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;

/// What radios near a receiver do, fixed by a seed: every burst is made by the real codec, so that
/// a driver and what stands behind it have real calls, texts and alarms to read. Radios and texts
/// are made up.
public final class AirTraffic implements Iterator<AirStep> {

    /// Kinds of traffic.
    public enum Scenario {
        /// Calls, texts in each dialect, radio checks, now and then a neighbour's colour code.
        MIXED,
        /// Registrations of many radios, one behind the other.
        STORM,
        /// The emergency key, and the call that follows it.
        EMERGENCY,
        /// Texts as long as they may be.
        LONG_TEXT,
        /// Calls that fade away: more and more wrong bits, then nothing.
        FADING,
        /// Texts of which a block is not what its sum says.
        WRONG_SUMS
    }

    private static final long BURST_NANOS = 60_000_000L;
    private static final int COLOUR_CODE = 1;
    private static final int NEIGHBOUR = 2;

    /// Start of a presence message: a radio registers and was not registered before.
    private static final int FIRST_REGISTRATION = 0xF020;

    private static final int FIRST_RADIO = 3_100_001;
    private static final int RADIOS = 200;
    private static final int GROUP = 9;
    private static final List<TextDialect> DIALECTS =
            List.of(
                    TextDialect.STANDARD,
                    TextDialect.MOTOROLA,
                    TextDialect.HYTERA,
                    TextDialect.SHORT_DATA);
    private static final List<Rate> RATES = List.of(Rate.HALF, Rate.THREE_QUARTERS);

    private final Scenario scenario;
    private final SplittableRandom random;
    private final long pauseNanos;
    private final Queue<AirStep> made = new ArrayDeque<>();
    private long atNanos;
    private int strength;
    private int slot = 1;
    private int colourCode = COLOUR_CODE;
    private int source = FIRST_RADIO;
    private int sequence;

    /// Mixed traffic.
    ///
    /// @param seed fixes everything
    /// @param pauseMs mean time between two transmissions
    public AirTraffic(long seed, long pauseMs) {
        this(seed, pauseMs, Scenario.MIXED);
    }

    /// @param seed fixes everything
    /// @param pauseMs mean time between two transmissions
    public AirTraffic(long seed, long pauseMs, Scenario scenario) {
        this.random = new SplittableRandom(seed);
        this.pauseNanos = pauseMs * 1_000_000L;
        this.scenario = scenario;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public AirStep next() {
        while (made.isEmpty()) {
            atNanos += random.nextLong(2 * pauseNanos + 1);
            begin();
        }
        return made.remove();
    }

    private void begin() {
        slot = 1 + random.nextInt(2);
        strength = -60 - random.nextInt(60);
        source = FIRST_RADIO + random.nextInt(RADIOS);
        colourCode = COLOUR_CODE;
        switch (scenario) {
            case MIXED -> mixed();
            case STORM -> register();
            case EMERGENCY -> {
                control(UnitCsbk.Kind.EMERGENCY_ALARM, 0);
                call(ServiceOptions.NONE.withEmergency(true), false);
            }
            case LONG_TEXT -> text("L".repeat(TextWriter.MAX_CHARACTERS), false);
            case FADING -> call(ServiceOptions.NONE, true);
            case WRONG_SUMS -> text("wrong sums " + sequence, true);
        }
    }

    private void mixed() {
        switch (random.nextInt(5)) {
            case 0 -> control(UnitCsbk.Kind.RADIO_CHECK, UnitCsbk.REQUEST);
            case 1 -> register();
            case 2 -> text("made-up text " + sequence, false);
            default -> {
                colourCode = random.nextInt(8) == 0 ? NEIGHBOUR : COLOUR_CODE;
                call(ServiceOptions.NONE, false);
            }
        }
    }

    private void register() {
        control(UnitCsbk.Kind.REGISTRATION, FIRST_REGISTRATION);
    }

    private void control(UnitCsbk.Kind kind, int information) {
        Octets block =
                UnitCsbk.of(kind, information, new RadioAddress(GROUP), new RadioAddress(source))
                        .encode();
        put(data(DataType.CSBK, block), OnAir.CONTROL_BLOCK, true);
    }

    private DataBurst data(DataType type, Octets payload) {
        return new DataBurst(SyncPattern.MS_DATA, new SlotType(colourCode, type), payload);
    }

    private void text(String text, boolean wrong) {
        sequence = (sequence + 1) & 0x7F;
        TextDialect dialect = DIALECTS.get(random.nextInt(DIALECTS.size()));
        TextWriter writer =
                new TextWriter(
                        new RadioAddress(source),
                        new RadioAddress(GROUP),
                        true,
                        false,
                        RATES.get(random.nextInt(RATES.size())),
                        sequence);
        List<DataBurst> bursts =
                writer.write(dialect, text)
                        .or(() -> writer.write(TextDialect.STANDARD, text))
                        .map(packet -> bursts(packet))
                        .orElse(List.of());
        for (int i = 0; i < bursts.size(); i++) {
            DataBurst burst = bursts.get(i);
            boolean last = i == bursts.size() - 1;
            put(wrong && last ? changed(burst) : burst, control(burst.slotType()), false);
        }
        // the receiver runs on for this long
        atNanos += (ModemReceiver.RUNS_ON + 2) * BURST_NANOS;
    }

    private List<DataBurst> bursts(OutgoingPacket packet) {
        return packet.bursts(SyncPattern.MS_DATA, colourCode, random.nextInt(4));
    }

    /// The same burst with another octet inside, coded as if it were right.
    private static DataBurst changed(DataBurst burst) {
        byte[] octets = burst.payload().toArray();
        octets[0] ^= 0x55;
        return new DataBurst(burst.sync(), burst.slotType(), Octets.of(octets));
    }

    private static int control(SlotType slotType) {
        return 0x40 | slotType.dataType().code();
    }

    private void call(ServiceOptions options, boolean fades) {
        VoiceChannelUser lc =
                VoiceChannelUser.toGroup(
                        options, new RadioAddress(GROUP), new RadioAddress(source));
        put(
                data(DataType.VOICE_LC_HEADER, lc.encode(DataType.VOICE_LC_HEADER)),
                OnAir.HEADER,
                false);
        int superframes = 1 + random.nextInt(5);
        int wrongBits = 0;
        for (int superframe = 0; superframe < superframes; superframe++) {
            for (OnAir burst : superframe(lc)) {
                wrongBits += fades ? random.nextInt(8) : 0;
                add(wrongBits == 0 ? burst : burst.withWrongBits(random, wrongBits));
            }
        }
        if (fades) {
            atNanos += (ModemReceiver.RUNS_ON + 2) * BURST_NANOS;
        } else {
            put(
                    data(DataType.TERMINATOR_WITH_LC, lc.encode(DataType.TERMINATOR_WITH_LC)),
                    OnAir.TERMINATOR,
                    false);
        }
    }

    private List<OnAir> superframe(VoiceChannelUser lc) {
        List<VoiceBurst.Centre> centres = new ArrayList<>();
        centres.add(new VoiceBurst.First(SyncPattern.MS_VOICE, 0));
        centres.addAll(EmbeddedLcCollector.spread(lc, colourCode));
        List<OnAir> bursts = new ArrayList<>();
        for (int i = 0; i < centres.size(); i++) {
            byte[] voice = new byte[VoiceBurst.VOICE_BYTES];
            random.nextBytes(voice);
            bursts.add(
                    onAir(
                            new VoiceBurst(Octets.of(voice), centres.get(i)),
                            i == 0 ? OnAir.VOICE_SYNC : i,
                            false));
        }
        return bursts;
    }

    private OnAir onAir(Burst burst, int control, boolean unit) {
        return new OnAir(slot, colourCode, control, burst.encode(), strength, source, GROUP, unit);
    }

    private void put(Burst burst, int control, boolean unit) {
        add(onAir(burst, control, unit));
    }

    private void add(OnAir burst) {
        made.add(new AirStep(atNanos, burst));
        atNanos += BURST_NANOS;
    }
}
