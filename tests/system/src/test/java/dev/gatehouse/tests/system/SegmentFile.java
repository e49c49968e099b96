package dev.gatehouse.tests.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A segment of a stopped booth's journal as the format's drawing has it, for those who damage it.
///
/// @param frames in the order of the file
record SegmentFile(Path file, List<Frame> frames) {
    private static final int FIRST_SEQUENCE_AT = 16;
    private static final int DATA_OFFSET_AT = 48;
    private static final int FRAME_HEADER_BYTES = 28;
    private static final long MAGIC = 0x4748_5345_474c_4f47L; // "GHSEGLOG"

    /// One record's frame.
    record Frame(int atBytes, int lengthBytes, long sequence) {}

    /// Live segments of a class, oldest first.
    static List<SegmentFile> of(Path journal, String recordClass) throws IOException {
        List<SegmentFile> found = new ArrayList<>();
        try (var names = Files.newDirectoryStream(journal, recordClass + "-*.seg")) {
            for (Path name : names) {
                SegmentFile segment = read(name);
                if (!segment.frames().isEmpty()) {
                    found.add(segment);
                }
            }
        }
        found.sort((a, b) ->
                Long.compare(a.frames().getFirst().sequence(), b.frames().getFirst().sequence()));
        return found;
    }

    private static SegmentFile read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.getLong(0) != MAGIC) {
            throw new AssertionError(file + " is not a segment as drawn at SegmentHeader");
        }
        List<Frame> frames = new ArrayList<>();
        int at = bytes.getInt(DATA_OFFSET_AT);
        int mark = at > 0 ? bytes.getInt(at) : 0;
        while (mark != 0
                && at + FRAME_HEADER_BYTES < bytes.capacity()
                && bytes.getInt(at) == mark) {
            int length = bytes.getInt(at + 4);
            frames.add(new Frame(at, length, bytes.getLong(at + 8)));
            at += length;
        }
        if (!frames.isEmpty() && frames.getFirst().sequence() < bytes.getLong(FIRST_SEQUENCE_AT)) {
            throw new AssertionError(file + " is not a segment as drawn at SegmentHeader");
        }
        return new SegmentFile(file, frames);
    }

    /// Turns bits in the middle of one record.
    static void damage(Path journal, String recordClass, long sequence) throws IOException {
        for (SegmentFile segment : of(journal, recordClass)) {
            for (Frame frame : segment.frames()) {
                if (frame.sequence() == sequence) {
                    byte[] bytes = Files.readAllBytes(segment.file());
                    int middle = frame.atBytes() + frame.lengthBytes() / 2;
                    for (int i = 0; i < 16; i++) {
                        bytes[middle + i] ^= 0x5a;
                    }
                    Files.write(segment.file(), bytes);
                    return;
                }
            }
        }
        throw new AssertionError("no record " + sequence + " of class " + recordClass);
    }
}
