package dev.gatehouse.central.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.proto.v1.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiFunction;

/// What one line of the heads file says; [HeadLine] tells how lines are numbered and chained.
public sealed interface HeadEntry {
    /// The body of the line.
    String body();

    /// The proven mark of a class moved: the booth's signature stands in the line, so the line
    /// proves itself without the database.
    record Proven(ClassKey key, Checkpoint checkpoint) implements HeadEntry {
        @Override
        public String body() {
            return String.join(
                    " ",
                    "head",
                    place(key),
                    Long.toString(checkpoint.getSize()),
                    HexFormat.of().formatHex(checkpoint.getRoot().toByteArray()),
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(checkpoint.toByteArray()));
        }
    }

    /// A booth declared records lost.
    record Loss(ClassKey key, long firstSequence, long resumeSize, String sha256)
            implements HeadEntry {
        public static Loss of(
                ClassKey key, long firstSequence, long resumeSize, ByteString declaration) {
            return new Loss(key, firstSequence, resumeSize, sha256Hex(declaration));
        }

        @Override
        public String body() {
            return "loss " + place(key) + " " + firstSequence + " " + resumeSize + " " + sha256;
        }
    }

    /// A witnessed alarm was raised.
    record Raised(long alarmId, String kind, ClassKey key, long sequence, String sha256)
            implements HeadEntry {
        /// The entry that belongs to a row.
        ///
        /// @return empty when the row names no class of a booth, which only a changed row can
        public static Optional<Raised> of(AlarmRow alarm) {
            return place(alarm.booth(), alarm.recordClass())
                    .map(key ->
                            of(
                                    alarm.id(),
                                    alarm.kind(),
                                    key,
                                    alarm.sequence(),
                                    alarm.expected(),
                                    alarm.found()));
        }

        static Raised of(
                long alarmId,
                AlarmKind kind,
                ClassKey key,
                long sequence,
                ByteString expected,
                ByteString found) {
            return new Raised(alarmId, kind.name(), key, sequence, sha256Hex(expected, found));
        }

        @Override
        public String body() {
            return "alarm "
                    + place(key)
                    + " "
                    + sequence
                    + " "
                    + kind
                    + " "
                    + alarmId
                    + " "
                    + sha256;
        }
    }

    /// An operator closed an alarm.
    record Cleared(long alarmId, String sha256) implements HeadEntry {
        public static Cleared of(long alarmId, String by, String reason) {
            return new Cleared(alarmId, sha256Hex(utf8(by), utf8(reason)));
        }

        @Override
        public String body() {
            return "clear " + alarmId + " " + sha256;
        }
    }

    /// Opened records are about to leave central.
    record Exporting(long exportId, String sha256) implements HeadEntry {
        static Exporting of(ExportBegun row) {
            return new Exporting(
                    row.id(),
                    sha256Hex(
                            utf8(Long.toString(row.begunMs())),
                            utf8(row.by()),
                            utf8(row.account()),
                            utf8(row.reason()),
                            utf8(row.booth()),
                            utf8(row.classes()),
                            utf8(Long.toString(row.fromMs())),
                            utf8(Long.toString(row.toMs())),
                            utf8(row.destination())));
        }

        @Override
        public String body() {
            return "export " + exportId + " " + sha256;
        }
    }

    /// An export ended.
    record Exported(long exportId, String sha256) implements HeadEntry {
        static Exported of(ExportEnded row) {
            return new Exported(
                    row.id(),
                    sha256Hex(
                            utf8(Long.toString(row.endedMs())),
                            utf8(row.outcome()),
                            utf8(Long.toString(row.records())),
                            utf8(Long.toString(row.unreadable())),
                            utf8(Long.toString(row.octets())),
                            utf8(row.sha256())));
        }

        @Override
        public String body() {
            return "exported " + exportId + " " + sha256;
        }
    }

    /// Reads a body back.
    ///
    /// @return empty unless [#body] of what was read is the very same text
    static Optional<HeadEntry> parse(String body) {
        String[] fields = body.split(" ", -1);
        Optional<? extends HeadEntry> entry =
                switch (fields[0]) {
                    case "head" -> proven(fields);
                    case "loss" -> loss(fields);
                    case "alarm" -> raised(fields);
                    case "clear" -> numbered(fields, Cleared::new);
                    case "export" -> numbered(fields, Exporting::new);
                    case "exported" -> numbered(fields, Exported::new);
                    default -> Optional.empty();
                };
        return entry.<HeadEntry>map(e -> e).filter(e -> e.body().equals(body));
    }

    private static Optional<Proven> proven(String[] fields) {
        if (fields.length != 6) {
            return Optional.empty();
        }
        try {
            Checkpoint checkpoint = Checkpoint.parseFrom(Base64.getUrlDecoder().decode(fields[5]));
            return place(fields[1], fields[2]).map(key -> new Proven(key, checkpoint));
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private static Optional<Loss> loss(String[] fields) {
        Optional<ClassKey> key =
                fields.length == 6 ? place(fields[1], fields[2]) : Optional.empty();
        Optional<Long> first = key.isPresent() ? number(fields[3]) : Optional.empty();
        Optional<Long> resume = key.isPresent() ? number(fields[4]) : Optional.empty();
        return first.isPresent() && resume.isPresent()
                ? Optional.of(new Loss(key.get(), first.get(), resume.get(), fields[5]))
                : Optional.empty();
    }

    private static Optional<Raised> raised(String[] fields) {
        Optional<ClassKey> key =
                fields.length == 7 ? place(fields[1], fields[2]) : Optional.empty();
        Optional<Long> sequence = key.isPresent() ? number(fields[3]) : Optional.empty();
        Optional<Long> id = key.isPresent() ? number(fields[5]) : Optional.empty();
        return sequence.isPresent() && id.isPresent()
                ? Optional.of(new Raised(id.get(), fields[4], key.get(), sequence.get(), fields[6]))
                : Optional.empty();
    }

    /// An entry of a number and a digest.
    private static <E extends HeadEntry> Optional<E> numbered(
            String[] fields, BiFunction<Long, String, E> made) {
        return fields.length == 3
                ? number(fields[1]).map(id -> made.apply(id, fields[2]))
                : Optional.empty();
    }

    private static ByteString utf8(String text) {
        return ByteString.copyFrom(text, StandardCharsets.UTF_8);
    }

    private static String place(ClassKey key) {
        return key.booth().hex() + " " + Ledger.className(key.sealClass());
    }

    private static Optional<ClassKey> place(String booth, String recordClass) {
        return ClassKey.parse(booth, recordClass);
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// SHA-256 over the parts, each led by its length so that two parts cannot slide into each
    /// other.
    private static String sha256Hex(ByteString... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ByteString part : parts) {
                digest.update((part.size() + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(part.asReadOnlyByteBuffer());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
