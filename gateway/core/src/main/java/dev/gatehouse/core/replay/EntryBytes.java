package dev.gatehouse.core.replay;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.identifier.IdentifierStatus;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.NameForm;
import dev.gatehouse.core.name.NameFormBytes;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Entries as octets, the same in memory and, encrypted, on disk: some thirty for a plate without a
/// hit. One owner.
///
/// ```
/// flags    u8   0-1 what: plate, identifier, name, told; 2 doubtful; 3 id is 16 hexadecimal digits;
///               4-5 quality of the time; 6 of an identifier: another reading, and behind it
///               the text that was read
/// passage  8 octets, or text
/// lane     text (u8 length, UTF-8)
/// time     u48  milliseconds since the epoch
/// what     plate: text, text of the jurisdiction; identifier and name: field after field
/// hits     u8, then each: i32 until, u16 length, gatehouse.v1.Hit
/// ```
///
/// `told` is flags, i32 until and a gatehouse.v1.LateHit.
final class EntryBytes {
    /// Longest entry that is taken.
    static final int MAX_BYTES = 16 << 10;

    /// Hits of one entry that are remembered; the strongest come first.
    static final int MAX_HITS = 64;

    private static final int WHAT = 0x03;
    private static final int PLATE = 0;
    private static final int IDENTIFIED = 1;
    private static final int NAMED = 2;
    private static final int TOLD = 3;
    private static final int DOUBTFUL = 0x04;
    private static final int HEX_ID = 0x08;
    private static final int QUALITY_SHIFT = 4;
    private static final int OTHER_READING = 0x40;
    private static final int ID_BYTES = 8;
    private static final int TIME_BYTES = 6;
    private static final int TEXT_MAX = 0xFF;
    private static final List<TimeQuality> QUALITIES = List.of(TimeQuality.values());
    private static final HexFormat HEX = HexFormat.of();

    private final Map<String, Jurisdiction> jurisdictions = new HashMap<>();

    /// As octets.
    ///
    /// @return empty when it is longer than any booth makes it
    static Optional<byte[]> write(Entry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            switch (entry) {
                case Entry.Seen seen -> write(seen, out);
                case Entry.Told told -> {
                    out.writeByte(TOLD);
                    out.writeInt(told.untilMinute());
                    out.write(told.late().toByteArray());
                }
            }
        } catch (IOException | IllegalArgumentException _) {
            // a text longer than any reader makes it
            return Optional.empty();
        }
        return bytes.size() > MAX_BYTES ? Optional.empty() : Optional.of(bytes.toByteArray());
    }

    private static void write(Entry.Seen seen, DataOutputStream out) throws IOException {
        boolean hex = isHexId(seen.passageId());
        int what =
                switch (seen.what()) {
                    case Presented.Plate _ -> PLATE;
                    case Presented.Identified _ -> IDENTIFIED;
                    case Presented.OtherReading _ -> IDENTIFIED | OTHER_READING;
                    case Presented.Named _ -> NAMED;
                };
        int flags = what | (seen.doubtful() ? DOUBTFUL : 0) | (hex ? HEX_ID : 0);
        out.writeByte(flags | (QUALITIES.indexOf(seen.quality()) << QUALITY_SHIFT));
        if (hex) {
            out.write(HEX.parseHex(seen.passageId()));
        } else {
            text(seen.passageId(), out);
        }
        text(seen.laneId(), out);
        out.writeShort((int) (seen.wallMs() >> Integer.SIZE));
        out.writeInt((int) seen.wallMs());
        switch (seen.what()) {
            case Presented.Plate plate -> {
                text(plate.text(), out);
                text(plate.jurisdiction().isKnown() ? plate.jurisdiction().code() : "", out);
            }
            case Presented.Identified known -> write(known.identifier(), out);
            case Presented.OtherReading other -> {
                write(other.identifier(), out);
                text(other.asRead(), out);
            }
            case Presented.Named named -> write(named, out);
        }
        int hits = Math.min(seen.hits().size(), MAX_HITS);
        out.writeByte(hits);
        for (Entry.Found found : seen.hits().subList(0, hits)) {
            byte[] hit = found.hit().toByteArray();
            out.writeInt(found.untilMinute());
            out.writeShort(hit.length);
            out.write(hit);
        }
    }

    /// Only digits that come back as they were.
    private static boolean isHexId(String id) {
        return id.length() == 2 * ID_BYTES
                && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static void write(CheckedIdentifier identifier, DataOutputStream out)
            throws IOException {
        text(identifier.kind().name(), out);
        text(identifier.status().name(), out);
        out.writeUTF(identifier.input());
        optional(identifier.canonical(), out);
        optional(identifier.searchText(), out);
    }

    private static void write(Presented.Named named, DataOutputStream out) throws IOException {
        out.writeByte(named.readings().size());
        for (NameForm reading : named.readings()) {
            NameFormBytes.write(reading, out);
        }
        out.writeByte(named.facts().births().size());
        for (BirthDate birth : named.facts().births()) {
            out.writeInt(Math.toIntExact(birth.first().toEpochDay()));
            out.writeInt(Math.toIntExact(birth.last().toEpochDay()));
            text(birth.precision().name(), out);
            out.writeBoolean(birth.converted());
        }
        text(named.facts().sex().name(), out);
        out.writeByte(named.facts().countries().size());
        for (String country : named.facts().countries()) {
            text(country, out);
        }
        out.writeBoolean(named.document().isPresent());
        if (named.document().isPresent()) {
            write(named.document().get(), out);
        }
    }

    private static void optional(Optional<String> value, DataOutputStream out) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            out.writeUTF(value.get());
        }
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > TEXT_MAX) {
            throw new IllegalArgumentException(
                    "text of an entry: expected at most 255 octets, found " + utf8.length);
        }
        out.writeByte(utf8.length);
        out.write(utf8);
    }

    /// The plate of an entry that is a plate without hits, which nearly all are; nothing else of it
    /// is read.
    ///
    /// @param olderThanMs gives null too for what is of a known, earlier time
    Presented.@Nullable Plate plainPlate(byte[] octets, int from, int length, long olderThanMs) {
        int flags = octets[from];
        if ((flags & WHAT) != PLATE) {
            return null;
        }
        int at = from + 1;
        at += (flags & HEX_ID) != 0 ? ID_BYTES : 1 + (octets[at] & TEXT_MAX);
        at += 1 + (octets[at] & TEXT_MAX);
        long wallMs = 0;
        for (int i = 0; i < TIME_BYTES; i++) {
            wallMs = (wallMs << Byte.SIZE) | (octets[at++] & 0xFF);
        }
        int textBytes = octets[at] & TEXT_MAX;
        int codeAt = at + 1 + textBytes;
        int codeBytes = octets[codeAt] & TEXT_MAX;
        int hitsAt = codeAt + 1 + codeBytes;
        boolean old = isTimeKnown(quality(flags)) && wallMs < olderThanMs;
        if (old || hitsAt != from + length - 1 || octets[hitsAt] != 0) {
            return null;
        }
        String code = new String(octets, codeAt + 1, codeBytes, StandardCharsets.UTF_8);
        return new Presented.Plate(
                new String(octets, at + 1, textBytes, StandardCharsets.UTF_8), jurisdiction(code));
    }

    /// Whether a time of this quality may be judged by.
    static boolean isTimeKnown(TimeQuality quality) {
        return switch (quality) {
            case SYNCED, HOLDOVER -> true;
            case RTC_ONLY, UNKNOWN -> false;
        };
    }

    private static TimeQuality quality(int flags) {
        return QUALITIES.get((flags >> QUALITY_SHIFT) & 0x03);
    }

    /// Reads one entry back.
    ///
    /// @return empty when these octets are none
    Optional<Entry> read(byte[] octets, int from, int length) {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(octets, from, length))) {
            int flags = in.readUnsignedByte();
            return Optional.of((flags & WHAT) == TOLD ? told(in) : seen(flags, in));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Entry.Told told(DataInputStream in) throws IOException {
        int until = in.readInt();
        return new Entry.Told(until, LateHit.parseFrom(in.readAllBytes()));
    }

    private Entry.Seen seen(int flags, DataInputStream in) throws IOException {
        String passage = (flags & HEX_ID) != 0 ? HEX.formatHex(exactly(in, ID_BYTES)) : text(in);
        String lane = text(in);
        long wallMs =
                ((long) in.readUnsignedShort() << Integer.SIZE) | (in.readInt() & 0xFFFF_FFFFL);
        Presented what =
                switch (flags & WHAT) {
                    case PLATE -> new Presented.Plate(text(in), jurisdiction(text(in)));
                    case IDENTIFIED ->
                            (flags & OTHER_READING) == 0
                                    ? new Presented.Identified(identifier(in))
                                    : new Presented.OtherReading(identifier(in), text(in));
                    default -> named(in);
                };
        int count = in.readUnsignedByte();
        List<Entry.Found> hits = count == 0 ? List.of() : new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int until = in.readInt();
            hits.add(new Entry.Found(until, hit(exactly(in, in.readUnsignedShort()))));
        }
        return new Entry.Seen(
                passage, lane, wallMs, quality(flags), (flags & DOUBTFUL) != 0, what, hits);
    }

    private static Hit hit(byte[] octets) throws InvalidProtocolBufferException {
        return Hit.parseFrom(octets);
    }

    private Jurisdiction jurisdiction(String code) {
        return jurisdictions.computeIfAbsent(code, Jurisdiction::ofIso);
    }

    private static CheckedIdentifier identifier(DataInputStream in) throws IOException {
        IdentifierKind kind = IdentifierKind.valueOf(text(in));
        IdentifierStatus status = IdentifierStatus.valueOf(text(in));
        String input = in.readUTF();
        Optional<String> canonical = optional(in);
        Optional<String> search = optional(in);
        return new CheckedIdentifier(kind, input, canonical, search, status, "as it was read");
    }

    private static Presented.Named named(DataInputStream in) throws IOException {
        List<NameForm> readings = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            readings.add(NameFormBytes.read(in));
        }
        List<BirthDate> births = new ArrayList<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            births.add(
                    new BirthDate(
                            LocalDate.ofEpochDay(in.readInt()),
                            LocalDate.ofEpochDay(in.readInt()),
                            BirthDate.Precision.valueOf(text(in)),
                            in.readBoolean()));
        }
        Sex sex = Sex.valueOf(text(in));
        Set<String> countries = new HashSet<>();
        for (int left = in.readUnsignedByte(); left > 0; left--) {
            countries.add(text(in));
        }
        Optional<CheckedIdentifier> document =
                in.readBoolean() ? Optional.of(identifier(in)) : Optional.empty();
        return new Presented.Named(readings, new PersonFacts(births, sex, countries), document);
    }

    private static Optional<String> optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(in.readUTF()) : Optional.empty();
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(exactly(in, in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static byte[] exactly(DataInputStream in, int length) throws IOException {
        byte[] octets = in.readNBytes(length);
        if (octets.length != length) {
            throw new IOException("an entry is cut off");
        }
        return octets;
    }
}
