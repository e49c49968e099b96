package dev.gatehouse.protocols.portal;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The samples of an alarmed occupancy and of the 30 s before it, as evidence (clause 7). Counts
/// are those of the portal; no sample is summed up or left out, up to [#MAX_SAMPLES].
///
/// ```
/// 02                                  version
/// 2 octets                            samples left out at the end because there were too many
/// then four times:
///   1  length of a detector's name
///   n  the name
/// then each sample, 23 octets:
///   4  milliseconds since the first sample
///   3  tag: two letters of the line, then 0
///   16 four counts
/// ```
///
/// Version 1 has no names.
///
/// @param names of the detectors, in the order of the counts
/// @param samples in the order of arrival
/// @param leftOut samples beyond the limit, at most 65,535
public record RadiationProfile(DetectorNames names, List<Sample> samples, int leftOut) {
    /// Ten minutes at six lines a second, and more.
    public static final int MAX_SAMPLES = 4_096;

    private static final byte VERSION = 2;
    private static final byte WITHOUT_NAMES = 1;
    private static final int HEAD_BYTES = 3;
    private static final int SAMPLE_BYTES = 23;
    private static final int MAX_LEFT_OUT = 0xFFFF;

    public RadiationProfile {
        samples = List.copyOf(samples);
        leftOut = Math.min(leftOut, MAX_LEFT_OUT);
        if (samples.size() > MAX_SAMPLES || leftOut < 0) {
            throw new IllegalArgumentException("profile: expected at most 4096 samples");
        }
    }

    /// One interval.
    ///
    /// @param atMs since the first sample
    /// @param tag of the line; of other portals the one that means the same
    /// @param counts of its detectors; of other portals the first is all
    public record Sample(int atMs, PortalTag tag, DetectorCounts counts) {
        public Sample {
            if (atMs < 0) {
                throw new IllegalArgumentException("sample: expected a time from 0 on");
            }
        }
    }

    /// As octets of evidence.
    public Octets encode() {
        int nameBytes = names.names().stream().mapToInt(name -> 1 + name.length()).sum();
        ByteBuffer out =
                ByteBuffer.allocate(HEAD_BYTES + nameBytes + SAMPLE_BYTES * samples.size());
        out.put(VERSION).putShort((short) leftOut);
        for (String name : names.names()) {
            out.put((byte) name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
        }
        for (Sample sample : samples) {
            String letters = sample.tag().name();
            out.putInt(sample.atMs())
                    .put((byte) letters.charAt(0))
                    .put((byte) letters.charAt(1))
                    .put((byte) 0)
                    .putInt(sample.counts().d1())
                    .putInt(sample.counts().d2())
                    .putInt(sample.counts().d3())
                    .putInt(sample.counts().d4());
        }
        return Octets.of(out.array());
    }

    /// Reads octets of evidence.
    public static Decoded<RadiationProfile> decode(Octets octets) {
        ByteBuffer in = ByteBuffer.wrap(octets.toArray());
        byte version = in.remaining() < HEAD_BYTES ? 0 : in.get();
        if (version != VERSION && version != WITHOUT_NAMES) {
            return Decoded.rejected(RejectReason.BAD_SYNTAX, "expected version 1 or 2");
        }
        int leftOut = in.getShort() & MAX_LEFT_OUT;
        Optional<DetectorNames> names =
                version == VERSION ? names(in) : Optional.of(DetectorNames.USUAL);
        int count = in.remaining() / SAMPLE_BYTES;
        if (names.isEmpty() || in.remaining() != SAMPLE_BYTES * count || count > MAX_SAMPLES) {
            return Decoded.rejected(
                    RejectReason.BAD_SYNTAX, "expected four names and samples of 23 octets");
        }
        List<Sample> samples = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int atMs = in.getInt();
            String letters = "" + (char) in.get() + (char) in.get();
            boolean clean = in.get() == 0 && atMs >= 0;
            int[] counts = {in.getInt(), in.getInt(), in.getInt(), in.getInt()};
            for (int one : counts) {
                clean &= one >= 0 && one <= DetectorCounts.MAX_COUNT;
            }
            if (!clean || PortalTag.of(letters).isEmpty()) {
                return Decoded.rejected(RejectReason.BAD_VALUE, "expected samples of a portal");
            }
            samples.add(
                    new Sample(
                            atMs,
                            PortalTag.of(letters).get(),
                            new DetectorCounts(counts[0], counts[1], counts[2], counts[3])));
        }
        return Decoded.message(new RadiationProfile(names.get(), samples, leftOut));
    }

    private static Optional<DetectorNames> names(ByteBuffer in) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < DetectorCounts.DETECTORS; i++) {
            int length = in.hasRemaining() ? in.get() : -1;
            if (length < 0 || length > in.remaining()) {
                return Optional.empty();
            }
            byte[] name = new byte[length];
            in.get(name);
            names.add(new String(name, StandardCharsets.US_ASCII));
        }
        try {
            return Optional.of(new DetectorNames(names));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
