package dev.gatehouse.core.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Everything intact in the image of one segment, and every stretch that is not.
///
/// @param frames intact frames in order of offset, their sequences rising
/// @param bad stretches that hold something, but no intact frame
/// @param end behind the last octet that is not zero, a multiple of 8
record SegmentScan(List<FrameAt> frames, List<BadStretch> bad, int end) {

    /// An intact frame.
    record FrameAt(int offset, long sequence) {}

    /// Octets `from` to `to`, between frame `framesBefore - 1` and frame `framesBefore`.
    record BadStretch(int from, int to, int framesBefore) {}

    /// Walks from frame to frame; where one is bad, goes on at the next resync mark that starts an
    /// intact frame. Linear: a mark is salted, so a hostile body cannot make the walk check
    /// checksums at every octet.
    static SegmentScan of(ByteBuffer image, SegmentHeader header) {
        List<FrameAt> frames = new ArrayList<>();
        List<BadStretch> bad = new ArrayList<>();
        int end = end(image, header);
        int at = header.dataOffset();
        long last = header.firstSequence() - 1;
        while (at < end) {
            int from = at;
            while (at < end && !isNext(image, at, header, last)) {
                at += Frame.ALIGNMENT;
            }
            if (at > from) {
                bad.add(new BadStretch(from, at, frames.size()));
            }
            if (at < end) {
                last = Frame.sequence(image, at);
                frames.add(new FrameAt(at, last));
                at += Frame.lengthBytes(image, at);
            }
        }
        return new SegmentScan(frames, bad, end);
    }

    private static boolean isNext(ByteBuffer image, int at, SegmentHeader header, long last) {
        return Frame.isIntact(image, at, header.dataEnd(), header.salt())
                && Frame.sequence(image, at) > last;
    }

    private static int end(ByteBuffer image, SegmentHeader header) {
        int end = header.dataEnd();
        while (end > header.dataOffset() && image.getLong(end - Frame.ALIGNMENT) == 0) {
            end -= Frame.ALIGNMENT;
        }
        return end;
    }

    /// Sequence that should stand at the beginning of a bad stretch.
    long expectedAt(BadStretch stretch, SegmentHeader header) {
        return stretch.framesBefore() == 0
                ? header.firstSequence()
                : frames.get(stretch.framesBefore() - 1).sequence() + 1;
    }

    boolean isTail(BadStretch stretch) {
        return stretch.framesBefore() == frames.size();
    }

    /// The next sequence after the last intact frame.
    long nextSequence(SegmentHeader header) {
        return frames.isEmpty() ? header.firstSequence() : frames.getLast().sequence() + 1;
    }
}
