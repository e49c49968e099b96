package dev.gatehouse.simulators.llrp;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.llrp.Epc;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Tags that pass: seeded, or out of a file. Each passage brings one or two tags before an antenna
/// for some seconds, read again and again, stronger in the middle. Codes are SGTIN-96 of GS1's
/// example company prefix 0614141, so that nobody takes them for real ones. Owned by one thread.
final class TagTraffic implements Supplier<TagOnAir> {

    /// Reads of a file.
    static final int MAX_LINES = 100_000;

    private static final long NEVER_NANOS = TimeUnit.DAYS.toNanos(10_000);
    private static final long COMPANY = 614_141;
    private static final int HEADER = 0x30;
    private static final int FILTER = 3;
    private static final int PARTITION = 5;
    private static final int TAG_BYTES = 12;
    private static final int WEAKEST_DBM = -72;
    private static final int SPAN_DB = 24;

    private final List<TagOnAir> file;
    private final SplittableRandom random;
    private final int antennas;
    private final long stepNanos;
    private final int readsPerPass;
    private long reads;
    private long nextNanos;
    private int readInPass;
    private List<Epc> inView = List.of();
    private int antenna = 1;

    private TagTraffic(
            List<TagOnAir> file, long seed, int antennas, long reportsPerSecond, int reads) {
        this.file = file;
        this.random = new SplittableRandom(seed);
        this.antennas = antennas;
        this.stepNanos =
                reportsPerSecond == 0
                        ? NEVER_NANOS
                        : TimeUnit.SECONDS.toNanos(1) / reportsPerSecond;
        this.nextNanos = reportsPerSecond == 0 ? NEVER_NANOS : 0;
        this.readsPerPass = reads;
    }

    /// Passages that follow each other without a gap.
    ///
    /// @param reportsPerSecond reads, over all antennas; 0 for none at all
    /// @param readsPerPass until the next vehicle comes
    static TagTraffic seeded(long seed, int antennas, long reportsPerSecond, int readsPerPass) {
        return new TagTraffic(List.of(), seed, antennas, reportsPerSecond, readsPerPass);
    }

    /// Reads `ms,antenna,hex[,rssi]` a line, in any order; begins again at the end.
    ///
    /// @throws IllegalArgumentException when the file cannot be used
    static TagTraffic of(Path file) {
        List<TagOnAir> reads = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    reads.add(read(line));
                }
            }
        } catch (IOException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "tags file: expected lines `ms,antenna,hex[,rssi]`", e);
        }
        if (reads.isEmpty() || reads.size() > MAX_LINES) {
            throw new IllegalArgumentException("tags file: expected 1.." + MAX_LINES + " lines");
        }
        reads.sort(Comparator.comparingLong(TagOnAir::atNanos));
        return new TagTraffic(reads, 0, 1, 1, 1);
    }

    private static TagOnAir read(String line) {
        String[] parts = line.split(",", -1);
        if (parts.length < 3) {
            throw new IllegalArgumentException("tags file: expected lines `ms,antenna,hex[,rssi]`");
        }
        return new TagOnAir(
                Epc.of(Octets.ofHex(parts[2].strip())),
                Integer.parseInt(parts[1].strip()),
                parts.length > 3 ? Integer.parseInt(parts[3].strip()) : WEAKEST_DBM + SPAN_DB,
                TimeUnit.MILLISECONDS.toNanos(Long.parseLong(parts[0].strip())));
    }

    /// The next read, in order of time; never ends.
    @Override
    public TagOnAir get() {
        return file.isEmpty() ? passing() : replayed();
    }

    private TagOnAir replayed() {
        long length = file.getLast().atNanos() + TimeUnit.SECONDS.toNanos(1);
        TagOnAir one = file.get((int) (reads % file.size()));
        long round = reads++ / file.size();
        return new TagOnAir(
                one.epc(), one.antenna(), one.rssiDbm(), one.atNanos() + round * length);
    }

    private TagOnAir passing() {
        if (readInPass == 0) {
            antenna = 1 + random.nextInt(antennas);
            inView = random.nextInt(4) == 0 ? List.of(tag(), tag()) : List.of(tag());
        }
        int middle = readsPerPass / 2;
        int off = Math.abs(readInPass - middle);
        int rssi = WEAKEST_DBM + SPAN_DB - SPAN_DB * off / Math.max(1, middle) - random.nextInt(3);
        TagOnAir read =
                new TagOnAir(inView.get((int) (reads % inView.size())), antenna, rssi, nextNanos);
        reads++;
        readInPass = (readInPass + 1) % readsPerPass;
        nextNanos += stepNanos;
        return read;
    }

    /// Header 8, filter 3, partition 3, company 24, item 20, serial 38 bits.
    private Epc tag() {
        BigInteger bits =
                BigInteger.valueOf(HEADER)
                        .shiftLeft(3)
                        .or(BigInteger.valueOf(FILTER))
                        .shiftLeft(3)
                        .or(BigInteger.valueOf(PARTITION))
                        .shiftLeft(24)
                        .or(BigInteger.valueOf(COMPANY))
                        .shiftLeft(20)
                        .or(BigInteger.valueOf(random.nextInt(1_000_000)))
                        .shiftLeft(38)
                        .or(BigInteger.valueOf(random.nextLong(1L << 38)));
        byte[] octets = new byte[TAG_BYTES];
        byte[] raw = bits.toByteArray();
        System.arraycopy(raw, 0, octets, TAG_BYTES - raw.length, raw.length);
        return Epc.of(Octets.of(octets));
    }
}
