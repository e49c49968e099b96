package dev.gatehouse.core.journal;

import dev.gatehouse.core.journal.SegmentScan.BadStretch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What the last segment of a class says about the moment the booth stopped. A bad stretch there is
/// one of two things:
///
/// - **torn**: written but never synced, so nobody was told of it. Sectors reach the medium whole
///   or not at all and the segment was zeros before, so a torn stretch shows a sector's worth of
///   zeros. It is cut off together with the frames behind it, which shared its sync, and the
///   sequences are given out again.
/// - **damaged**: anything else, and anything that a later frame or the cursor proves to have been
///   durable. Those sequences are lost and never given out again; intact frames behind it stay.
///
/// Bodies are ciphertext; a body with 512 zeros in it, damaged while it was the last batch, would
/// be taken for torn.
///
/// @param framesKept intact frames that stay
/// @param nextSequence first sequence to give out
/// @param appendOffset where the next frame goes
/// @param tornFrom beginning of what is cut off; equal to `tornTo` when nothing is
/// @param tornTo behind its end
/// @param tornFrames intact frames in what is cut off
/// @param damaged stretches that stay as they are
/// @param sealed the segment takes no more frames, because its tail is damaged
record TailVerdict(
        int framesKept,
        long nextSequence,
        int appendOffset,
        int tornFrom,
        int tornTo,
        int tornFrames,
        List<Damage> damaged,
        boolean sealed) {

    /// A damaged stretch and the sequences that stood there; in a tail whose headers are damaged
    /// too the count is an upper bound.
    record Damage(BadStretch stretch, long firstSequence, long count) {}

    /// Length of what is cut off.
    int tornBytes() {
        return tornTo - tornFrom;
    }

    static TailVerdict of(ByteBuffer image, SegmentHeader header, SegmentScan scan, long cursor) {
        long durable = provenDurable(image, header, scan, cursor);
        List<Damage> damaged = new ArrayList<>();
        for (BadStretch stretch : scan.bad()) {
            long expected = scan.expectedAt(stretch, header);
            boolean tail = scan.isTail(stretch);
            if (expected >= durable && isTorn(image, header, stretch, tail)) {
                int kept = stretch.framesBefore();
                int cut = scan.frames().size() - kept;
                return new TailVerdict(
                        kept,
                        expected,
                        stretch.from(),
                        stretch.from(),
                        scan.end(),
                        cut,
                        damaged,
                        false);
            }
            long count =
                    tail
                            ? framesIn(image, header, stretch, expected)
                            : scan.frames().get(stretch.framesBefore()).sequence() - expected;
            damaged.add(new Damage(stretch, expected, count));
        }
        boolean sealed = !scan.bad().isEmpty() && scan.isTail(scan.bad().getLast());
        long next =
                sealed
                        ? damaged.getLast().firstSequence() + damaged.getLast().count()
                        : scan.nextSequence(header);
        int end = scan.end();
        return new TailVerdict(scan.frames().size(), next, end, end, end, 0, damaged, sealed);
    }

    /// Records that were durable for certain: a segment begins after a sync, and each frame says
    /// what was durable then.
    static long provenDurable(
            ByteBuffer image, SegmentHeader header, SegmentScan scan, long cursor) {
        long durable = Math.max(cursor, header.firstSequence());
        for (SegmentScan.FrameAt frame : scan.frames()) {
            durable = Math.max(durable, Frame.durableBefore(image, frame.offset()));
        }
        return durable;
    }

    /// Looks at the first frame of the stretch only, and only at sectors that frame must have:
    /// zeros elsewhere prove nothing.
    private static boolean isTorn(
            ByteBuffer image, SegmentHeader header, BadStretch stretch, boolean tail) {
        int from = stretch.from();
        if (Frame.isHeaderIntact(image, from, header.dataEnd(), header.salt())) {
            int frameEnd = from + Frame.lengthBytes(image, from);
            return (tail && frameEnd > stretch.to())
                    || missesSector(image, from, Math.min(frameEnd, stretch.to()));
        }
        int headerEnd = from + Frame.MIN_BYTES;
        if (tail && headerEnd > stretch.to()) {
            // The header goes on in a sector that is zero, or would if it did not end in this one.
            return isZero(image, from, stretch.to())
                    || (sectorEnd(from) < headerEnd && stretch.to() <= sectorEnd(from));
        }
        return missesSector(image, from, Math.min(sectorEnd(headerEnd - 1), stretch.to()));
    }

    private static int sectorEnd(int at) {
        return (at / SegmentHeader.SECTOR_BYTES + 1) * SegmentHeader.SECTOR_BYTES;
    }

    private static boolean missesSector(ByteBuffer image, int from, int to) {
        for (int at = from; at < to; at = sectorEnd(at)) {
            if (isZero(image, at, Math.min(sectorEnd(at), to))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isZero(ByteBuffer image, int from, int to) {
        for (int at = from; at < to; at += Frame.ALIGNMENT) {
            if (image.getLong(at) != 0) {
                return false;
            }
        }
        return true;
    }

    /// How many frames a damaged tail may have held: told by the headers still intact; else one,
    /// when the length says that one frame fills it; else as many as fit.
    private static long framesIn(
            ByteBuffer image, SegmentHeader header, BadStretch stretch, long expected) {
        long next = expected;
        int behind = stretch.from();
        for (int at = stretch.from(); at < stretch.to(); at += Frame.ALIGNMENT) {
            if (Frame.isHeaderIntact(image, at, header.dataEnd(), header.salt())
                    && Frame.sequence(image, at) >= next) {
                next = Frame.sequence(image, at) + 1;
                behind = at + Frame.lengthBytes(image, at);
            }
        }
        int rest = stretch.to() - behind;
        if (rest <= 0) {
            return next - expected;
        }
        boolean one = rest >= Frame.MIN_BYTES && Frame.lengthBytes(image, behind) == rest;
        return next - expected + (one ? 1 : (rest + Frame.MIN_BYTES - 1) / Frame.MIN_BYTES);
    }
}
