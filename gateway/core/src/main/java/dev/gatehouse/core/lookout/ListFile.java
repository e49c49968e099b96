package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.PlateFold;
import dev.gatehouse.core.name.NameReader;
import dev.gatehouse.core.name.RecallReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A built list in its file: encrypted at rest, and read without the doubts of CSV (fact sheet of
/// lookout matching, section 12).
///
/// ```text
/// header    80 octets in the clear, see ListFileHeader
/// segments  1 MiB each but the last, closed by AES-256-GCM with the header as associated data, see
///           SegmentCipher; together the content, see ListEncoder
/// ```
///
/// Whoever has the key can make such a file: it proves that the file is whole, not who made it.
public final class ListFile {
    private ListFile() {}

    /// What a file turned out to be.
    public sealed interface Result {}

    /// A list in whole.
    public record Base(long generation, Instant issuedAt, LookoutTable lookouts, LoadReport report)
            implements Result {
        /// Lookouts are content: never printed by accident.
        @Override
        public String toString() {
            return "Base[generation=" + generation + ", lookouts=" + lookouts.size() + "]";
        }
    }

    /// What has changed since a generation.
    public record Delta(LookoutDelta delta, LoadReport report) implements Result {}

    /// A file that cannot be used.
    public record Refused(ListDamage damage) implements Result {}

    /// Whether a file begins like a built list.
    ///
    /// @param octets the first of the file, 8 or more where there are as many
    public static boolean isBuilt(byte[] octets) {
        return ListFileHeader.isMagic(octets);
    }

    /// Writes a list in whole. The stream stays open.
    ///
    /// @param generation above 0, and above that of every earlier list of the site
    public static void write(
            OutputStream out,
            long generation,
            Instant issuedAt,
            LookoutTable lookouts,
            ListKey key,
            SecureRandom random)
            throws IOException {
        write(out, generation, issuedAt, lookouts, Optional.empty(), key, random);
    }

    /// Writes a list in whole. The stream stays open.
    ///
    /// @param generation above 0, and above that of every earlier list of the site
    /// @param recall of the names, when it was measured
    public static void write(
            OutputStream out,
            long generation,
            Instant issuedAt,
            LookoutTable lookouts,
            Optional<RecallReport> recall,
            ListKey key,
            SecureRandom random)
            throws IOException {
        ListFileHeader.Recall measured =
                recall.map(report ->
                                new ListFileHeader.Recall(
                                        OptionalInt.of(report.recall()),
                                        OptionalInt.of(report.worst())))
                        .orElse(ListFileHeader.Recall.NOT_MEASURED);
        write(out, generation, 0, issuedAt, lookouts, List.of(), measured, key, random);
    }

    /// Writes what has changed. The stream stays open.
    public static void write(OutputStream out, LookoutDelta delta, ListKey key, SecureRandom random)
            throws IOException {
        write(
                out,
                delta.base(),
                delta.sequence(),
                delta.issuedAt(),
                delta.changed(),
                delta.withdrawn(),
                ListFileHeader.Recall.NOT_MEASURED,
                key,
                random);
    }

    private static void write(
            OutputStream out,
            long generation,
            long sequence,
            Instant issuedAt,
            LookoutTable lookouts,
            List<String> withdrawn,
            ListFileHeader.Recall recall,
            ListKey key,
            SecureRandom random)
            throws IOException {
        byte[] salt = new byte[ListFileHeader.SALT_OCTETS];
        random.nextBytes(salt);
        byte[] header =
                new ListFileHeader(
                                generation,
                                sequence,
                                issuedAt,
                                ListEncoder.counts(lookouts, withdrawn),
                                PlateFold.VERSION,
                                NameReader.VERSION,
                                recall,
                                key.id(),
                                salt)
                        .octets();
        out.write(header);
        try (SegmentOutput segments =
                new SegmentOutput(out, new SegmentCipher(key, salt, header))) {
            ListEncoder.write(segments, lookouts, withdrawn);
        }
    }

    /// Reads a file to its end. The stream stays open.
    ///
    /// @param key empty when the reader has none
    public static Result read(InputStream in, Optional<ListKey> key) {
        return read(in, key, LookoutCsv.MAX_LINES, ListScope.ALL);
    }

    static Result read(InputStream in, Optional<ListKey> key, int maxLines, ListScope scope) {
        try {
            byte[] octets = in.readNBytes(ListFileHeader.OCTETS);
            ListFileHeader header = ListFileHeader.of(octets);
            if (key.isEmpty()) {
                return refused(ListDamage.Reason.NO_KEY);
            }
            if (!Arrays.equals(header.keyId(), key.get().id())) {
                return refused(ListDamage.Reason.WRONG_KEY);
            }
            SegmentCipher cipher = new SegmentCipher(key.get(), header.salt(), octets);
            try (SegmentInput segments = new SegmentInput(in, cipher)) {
                return result(header, ListDecoder.read(segments, header, maxLines, scope));
            }
        } catch (ListFault e) {
            return refused(e.reason());
        } catch (IOException e) {
            return refused(ListDamage.Reason.UNREADABLE);
        }
    }

    private static Result result(ListFileHeader header, ListDecoder.Content content) {
        if (!header.isDelta()) {
            return new Base(
                    header.generation(), header.issuedAt(), content.lookouts(), content.report());
        }
        LookoutDelta delta =
                new LookoutDelta(
                        header.generation(),
                        header.sequence(),
                        header.issuedAt(),
                        content.lookouts(),
                        content.withdrawn());
        return new Delta(delta, content.report());
    }

    private static Result refused(ListDamage.Reason reason) {
        return new Refused(new ListDamage(0, reason));
    }
}
