package dev.gatehouse.protocols.document;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.document.MrzCheck.Outcome;
import dev.gatehouse.protocols.document.ZoneField.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// From the text of a swipe to a reading: normalises (clause 1), chooses the form (clause 2), has
/// [MrzReader] read the fields, repairs what check digits prove ([ZoneRepairs]) and judges each
/// field (clause 4).
public final class ZoneReader {
    /// Two swipes that differ in more columns are of two documents.
    public static final int MAX_DIFFERING = 8;

    /// What became of a text.
    public sealed interface Result {
        /// It is a zone.
        record Read(ZoneReading reading) implements Result {}

        /// It is none.
        record Refused(ZoneFault fault) implements Result {}
    }

    private record Text(String joined, List<Integer> lengths, boolean normalised) {}

    private ZoneReader() {}

    /// Reads a text whose lines are parted by line ends, or are one piece.
    public static Result read(String text) {
        if (text.length() > MrzReader.MAX_TEXT_CHARS) {
            return new Result.Refused(ZoneFault.LINE_LENGTH);
        }
        Optional<Text> normal = normalised(text);
        if (normal.isEmpty()) {
            return new Result.Refused(ZoneFault.BAD_CHARACTER);
        }
        Text found = normal.get();
        return form(found)
                .map(form -> read(form, found.joined(), Set.of(), found.normalised()))
                .orElseGet(() -> new Result.Refused(fault(found)));
    }

    /// Compares two swipes of one document: columns that differ are unread for both (clause 5, step
    /// 6).
    ///
    /// @param one lines as read, normalised, parted by line feeds
    /// @param other of the same form
    /// @return places that differ; empty where it is another document
    public static Optional<Set<Integer>> compare(ZoneReading one, ZoneReading other) {
        if (one.document().form() != other.document().form()) {
            return Optional.empty();
        }
        String left = one.original().replace("\n", "");
        String right = other.original().replace("\n", "");
        Set<Integer> differing = new TreeSet<>();
        for (int i = 0; i < left.length(); i++) {
            if (left.charAt(i) != right.charAt(i)) {
                differing.add(i);
            }
        }
        return differing.size() <= MAX_DIFFERING ? Optional.of(differing) : Optional.empty();
    }

    /// The reading of two swipes that differ in some columns.
    ///
    /// @param differing as [#compare] says
    public static Result merged(ZoneReading reading, Set<Integer> differing) {
        StringBuilder joined = new StringBuilder(reading.original().replace("\n", ""));
        differing.forEach(at -> joined.setCharAt(at, MrzText.FILLER));
        return read(reading.document().form(), joined.toString(), differing, reading.normalised());
    }

    /// What is known of a zone that was read and repaired elsewhere: nothing more is repaired.
    ///
    /// @param zone lines after the repairs
    /// @param repairs those that were made; one beside the zone is left out
    /// @param unread places of the joined lines in which two swipes differ
    /// @return empty where it is no zone
    public static Optional<ZoneReading> judge(
            String zone, List<ZoneRepair> repairs, Set<Integer> unread) {
        Optional<Text> text =
                zone.length() > MrzReader.MAX_TEXT_CHARS ? Optional.empty() : normalised(zone);
        Optional<MrzForm> form = text.isEmpty() ? Optional.empty() : MrzReader.formOf(zone);
        if (form.isEmpty()
                || !(MrzReader.read(form.get(), zone)
                        instanceof Decoded.Message<MrzDocument>(MrzDocument document))) {
            return Optional.empty();
        }
        String joined = text.get().joined();
        StringBuilder original = new StringBuilder(joined);
        List<ZoneRepair> made = new ArrayList<>();
        for (ZoneRepair repair : repairs) {
            int place = ZonePlaces.place(form.get(), repair);
            if (place < joined.length() && repair.column() <= form.get().columns()) {
                made.add(repair);
                original.setCharAt(place, repair.from());
            }
        }
        return Optional.of(
                new ZoneReading(
                        document,
                        lines(form.get(), joined),
                        lines(form.get(), original.toString()),
                        judged(document, joined, made, unread),
                        made,
                        unread,
                        text.get().normalised()));
    }

    private static Optional<Text> normalised(String text) {
        StringBuilder joined = new StringBuilder();
        List<Integer> lengths = new ArrayList<>();
        boolean changed = false;
        for (String line : text.split("\\R", -1)) {
            int before = joined.length();
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (MrzText.isZone(c)) {
                    joined.append(c);
                    continue;
                }
                changed = true;
                if (c >= 'a' && c <= 'z') {
                    joined.append((char) (c - 'a' + 'A'));
                } else if (c == '>' || c == '\u00AB') {
                    joined.append(MrzText.FILLER);
                } else if (c != ' ' && c != '\t') {
                    return Optional.empty();
                }
            }
            if (joined.length() > before) {
                lengths.add(joined.length() - before);
            }
        }
        return Optional.of(new Text(joined.toString(), lengths, changed));
    }

    private static boolean shaped(MrzForm form, Text text) {
        return text.joined().length() == form.chars()
                && (text.lengths().size() == 1
                        || text.lengths()
                                .equals(Collections.nCopies(form.lines(), form.columns())));
    }

    private static Optional<MrzForm> form(Text text) {
        for (MrzForm form : MrzForm.values()) {
            if (shaped(form, text) && letters(form).indexOf(text.joined().charAt(0)) >= 0) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private static String letters(MrzForm form) {
        return switch (form) {
            case TD3 -> "P";
            case MRVA, MRVB -> "V";
            case TD1, TD2 -> "ACI";
        };
    }

    private static ZoneFault fault(Text text) {
        ZoneFault fault = ZoneFault.LINE_LENGTH;
        for (MrzForm form : MrzForm.values()) {
            if (shaped(form, text)) {
                return ZoneFault.UNKNOWN_FORMAT;
            }
            int lines = text.lengths().size();
            if (lines > 0
                    && lines < form.lines()
                    && text.lengths().equals(Collections.nCopies(lines, form.columns()))) {
                fault = ZoneFault.MISSING_LINES;
            }
        }
        return fault;
    }

    private static Result read(
            MrzForm form, String joined, Set<Integer> unread, boolean normalised) {
        ZoneRepairs repairs = new ZoneRepairs(form, joined, unread);
        String mended = repairs.mended();
        return switch (MrzReader.read(form, mended)) {
            case Decoded.Rejected<MrzDocument>(RejectReason reason, String _) ->
                    new Result.Refused(
                            reason == RejectReason.MISSING_FIELD
                                    ? ZoneFault.NO_NUMBER
                                    : ZoneFault.UNKNOWN_FORMAT);
            case Decoded.Message<MrzDocument>(MrzDocument document) ->
                    new Result.Read(
                            new ZoneReading(
                                    document,
                                    lines(form, mended),
                                    lines(form, joined),
                                    judged(document, mended, repairs.repairs(), unread),
                                    repairs.repairs(),
                                    unread,
                                    normalised));
        };
    }

    private static String lines(MrzForm form, String joined) {
        StringBuilder lines = new StringBuilder(joined);
        for (int line = form.lines() - 1; line > 0; line--) {
            lines.insert(line * form.columns(), '\n');
        }
        return lines.toString();
    }

    private static Map<ZoneField, Status> judged(
            MrzDocument document, String joined, List<ZoneRepair> repairs, Set<Integer> unread) {
        MrzForm form = document.form();
        Map<ZoneField, Status> fields = new EnumMap<>(ZoneField.class);
        for (ZoneField field : ZoneField.values()) {
            Optional<MrzCheck> check = check(field);
            Outcome outcome =
                    check.flatMap(one -> Optional.ofNullable(document.checks().get(one)))
                            .orElse(Outcome.NOT_PRINTED);
            Status status =
                    switch (outcome) {
                        case DISAGREES -> Status.INVALID;
                        case NOT_PRINTED -> Status.NOT_CHECKED;
                        // one of three letters is no check digit
                        case AGREES -> field == ZoneField.SEX ? Status.NOT_CHECKED : Status.VALID;
                    };
            boolean repaired =
                    status == Status.VALID
                            && repairs.stream()
                                    .anyMatch(repair ->
                                            ZonePlaces.of(form, field)
                                                    .contains(ZonePlaces.place(form, repair)));
            fields.put(field, repaired ? Status.REPAIRED : status);
            if (ZonePlaces.unread(form, field, joined, unread)) {
                fields.put(field, Status.INVALID);
            }
        }
        if (!form.hasComposite()) {
            fields.remove(ZoneField.COMPOSITE);
        }
        return fields;
    }

    private static Optional<MrzCheck> check(ZoneField field) {
        return switch (field) {
            case NUMBER -> Optional.of(MrzCheck.NUMBER);
            case BIRTH_DATE -> Optional.of(MrzCheck.BIRTH_DATE);
            case EXPIRY -> Optional.of(MrzCheck.EXPIRY);
            case OPTIONAL -> Optional.of(MrzCheck.OPTIONAL);
            case COMPOSITE -> Optional.of(MrzCheck.COMPOSITE);
            case SEX -> Optional.of(MrzCheck.SEX);
            case ISSUER, NATIONALITY, NAME -> Optional.empty();
        };
    }
}
