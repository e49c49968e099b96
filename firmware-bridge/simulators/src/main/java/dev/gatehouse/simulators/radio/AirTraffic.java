package dev.gatehouse.simulators.radio;

import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Queue;
import java.util.SplittableRandom;

/// What radios near a modem do, fixed by a seed: voice calls with header and terminator, data
/// transmissions without terminator, control blocks, radios of another colour code, and radios that
/// fade away in the middle of a call. Syncs and slot types are real; what the bursts carry is
/// noise, because a modem does not look into it.
public final class AirTraffic implements Iterator<AirStep> {

    private static final long BURST_NANOS = 60_000_000L;
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] HEADER =
            HEX.parseHex("444b038724420cf015f00ca1c46d5d7f77fd757e31a835183f303d61385297865b");
    private static final long DATA_SYNC = 0xD5D7F77FD757L;
    private static final long VOICE_SYNC = 0x7F7D5DD57DFDL;

    /// Code words of colour code 1 by data type, 20 bits.
    private static final int[] SLOT_TYPES = {
        0x10367, 0x11B8C, 0x12A59, 0x132B2, 0x149F0, 0x1511B, 0x160CE, 0x17825, 0x18EA1, 0x1964A,
        0x1A79F, 0x1BF74
    };

    private final SplittableRandom random;
    private final long pauseNanos;
    private final Queue<AirStep> made = new ArrayDeque<>();
    private long atNanos;

    /// @param seed fixes everything
    /// @param pauseMs mean time between two transmissions
    public AirTraffic(long seed, long pauseMs) {
        this.random = new SplittableRandom(seed);
        this.pauseNanos = pauseMs * 1_000_000L;
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public AirStep next() {
        if (made.isEmpty()) {
            atNanos += random.nextLong(2 * pauseNanos + 1);
            make();
        }
        return made.remove();
    }

    private void make() {
        int slot = 1 + random.nextInt(2);
        int colourCode = random.nextInt(10) == 0 ? 2 : 1;
        int strength = -60 - random.nextInt(60);
        switch (random.nextInt(4)) {
            case 0 -> put(slot, colourCode, OnAir.CONTROL_BLOCK, data(3), strength);
            case 1 -> text(slot, colourCode, strength);
            default -> call(slot, colourCode, strength);
        }
    }

    private void text(int slot, int colourCode, int strength) {
        for (int preamble = random.nextInt(4); preamble > 0; preamble--) {
            put(slot, colourCode, OnAir.CONTROL_BLOCK, data(3), strength);
        }
        put(slot, colourCode, OnAir.DATA_HEADER, data(6), strength);
        int type = new int[] {7, 8, 10}[random.nextInt(3)];
        for (int block = 1 + random.nextInt(8); block > 0; block--) {
            put(slot, colourCode, 0x40 | type, data(type), strength);
        }
        // the receiver runs on for this long
        atNanos += (ModemReceiver.RUNS_ON + 2) * BURST_NANOS;
    }

    private void call(int slot, int colourCode, int strength) {
        put(slot, colourCode, OnAir.HEADER, HEADER.clone(), strength);
        boolean fades = random.nextInt(5) == 0;
        for (int superframe = 1 + random.nextInt(5); superframe > 0; superframe--) {
            for (int burst = 0; burst < 6; burst++) {
                byte[] voice = noise();
                if (burst == 0) {
                    sync(voice, VOICE_SYNC);
                }
                put(slot, colourCode, burst == 0 ? OnAir.VOICE_SYNC : burst, voice, strength);
            }
        }
        if (fades) {
            atNanos += (ModemReceiver.RUNS_ON + 2) * BURST_NANOS;
        } else {
            put(slot, colourCode, OnAir.TERMINATOR, data(2), strength);
        }
    }

    private void put(int slot, int colourCode, int control, byte[] burst, int strength) {
        made.add(new AirStep(atNanos, new OnAir(slot, colourCode, control, burst, strength)));
        atNanos += BURST_NANOS;
    }

    private byte[] noise() {
        byte[] burst = new byte[33];
        random.nextBytes(burst);
        return burst;
    }

    /// A burst with data sync and slot type of colour code 1.
    private byte[] data(int type) {
        byte[] burst = noise();
        sync(burst, DATA_SYNC);
        int slotType = SLOT_TYPES[type];
        for (int bit = 0; bit < 20; bit++) {
            boolean set = (slotType >> (19 - bit) & 1) != 0;
            set(burst, bit < 10 ? 98 + bit : 146 + bit, set);
        }
        return burst;
    }

    private static void sync(byte[] burst, long sync) {
        for (int bit = 0; bit < 48; bit++) {
            set(burst, 108 + bit, (sync >> (47 - bit) & 1) != 0);
        }
    }

    private static void set(byte[] burst, int bit, boolean on) {
        int mask = 0x80 >> (bit % 8);
        burst[bit / 8] = (byte) (on ? burst[bit / 8] | mask : burst[bit / 8] & ~mask);
    }
}
