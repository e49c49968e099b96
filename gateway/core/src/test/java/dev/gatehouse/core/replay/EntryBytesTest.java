package dev.gatehouse.core.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.NameKind;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.LateKind;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EntryBytesTest {
    private static final List<String> NAMES =
            List.of(
                    "Petrov, Ivan Sergeevich",
                    "Абдул Рахман Ахмад",
                    "VAN DER BERG<<JAN",
                    "王小明",
                    "Dr. Maria del Carmen García-Márquez Jr.",
                    "Omar bin Khalid al-Tikriti",
                    "J. Smith");
    private static final List<String> COMPANIES =
            List.of(
                    "Northern Example Trading GmbH",
                    "Fonds Exemple 2006 S.A.R.L.",
                    "ООО Пример 44");

    private final EntryBytes bytes = new EntryBytes();

    private static Hit hit() {
        return Hit.newBuilder()
                .setLookoutId("L-1")
                .setLookoutVersion(3)
                .setGrade(Grade.GRADE_EDIT1)
                .setSilent(true)
                .build();
    }

    private static Entry.Seen seen(String passage, Presented what, Entry.Found... hits) {
        return new Entry.Seen(
                passage,
                "lane-1",
                1_795_000_123_456L,
                TimeQuality.HOLDOVER,
                true,
                what,
                List.of(hits));
    }

    private static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        Entry.Found found = new Entry.Found(Lookout.NO_END, hit());
        Presented plate = new Presented.Plate("AB?D123", Jurisdiction.ofIso("CA-ON"));
        entries.add(seen("00ff00ff00ff00ff", plate));
        entries.add(seen("00FF00FF00FF00FF", plate, found, new Entry.Found(17, hit())));
        entries.add(seen("another id", new Presented.Plate("X", Jurisdiction.UNKNOWN)));
        for (IdentifierKind kind : IdentifierKind.values()) {
            for (String text : List.of("CSQU3054383", "IMO 9074729", "?", "1M8GDM9AXKP042788")) {
                CheckedIdentifier checked = kind.check(text);
                entries.add(
                        seen(
                                "0123456789abcdef",
                                new Presented.Identified(
                                        new CheckedIdentifier(
                                                checked.kind(),
                                                checked.input(),
                                                checked.canonical(),
                                                checked.searchText(),
                                                checked.status(),
                                                "as it was read"))));
            }
        }
        CheckedIdentifier number = IdentifierKind.DOCUMENT.check("UTO:G65A12346");
        entries.add(
                seen(
                        "0123456789abcdef",
                        new Presented.OtherReading(
                                new CheckedIdentifier(
                                        number.kind(),
                                        number.input(),
                                        number.canonical(),
                                        number.searchText(),
                                        number.status(),
                                        "as it was read"),
                                "UTO:665A12346"),
                        found));
        PersonFacts facts =
                new PersonFacts(
                        List.of(BirthDate.year(1970), BirthDate.circa(1972)),
                        Sex.FEMALE,
                        Set.of("CAN", "UTO"));
        for (String name : NAMES) {
            entries.add(
                    seen(
                            "0123456789abcdef",
                            Presented.Named.of(NameKind.PERSON, name, facts),
                            found));
            entries.add(seen("0123456789abcdef", Presented.Named.of(NameKind.EITHER, name, facts)));
        }
        for (String name : COMPANIES) {
            entries.add(
                    seen(
                            "0123456789abcdef",
                            Presented.Named.of(NameKind.ORGANISATION, name, PersonFacts.UNKNOWN)));
        }
        entries.add(
                new Entry.Told(
                        99,
                        LateHit.newBuilder()
                                .setHit(hit())
                                .setPassageId("p")
                                .setKind(LateKind.LATE_KIND_NEW)
                                .build()));
        return entries;
    }

    @Test
    void comesBackAsItWas() {
        for (Entry entry : entries()) {
            byte[] octets = EntryBytes.write(entry).orElseThrow();
            assertEquals(Optional.of(entry), bytes.read(octets, 0, octets.length));
            byte[] inside = new byte[octets.length + 20];
            System.arraycopy(octets, 0, inside, 7, octets.length);
            assertEquals(Optional.of(entry), bytes.read(inside, 7, octets.length));
        }
    }

    @Test
    void noOctetsThrow() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("EntryBytesTest: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (Entry entry : entries()) {
            byte[] octets = EntryBytes.write(entry).orElseThrow();
            for (int i = 0; i < 300; i++) {
                byte[] other = Arrays.copyOf(octets, random.nextInt(octets.length + 1));
                for (int n = random.nextInt(3); n > 0 && other.length > 0; n--) {
                    other[random.nextInt(other.length)] = (byte) random.nextInt(256);
                }
                read += bytes.read(other, 0, other.length).isPresent() ? 1 : 0;
            }
        }
        assertTrue(read > 0, "some are entries of another content");
    }

    @Test
    void anEntryLongerThanAnyIsNotTaken() {
        Hit long1 = hit().toBuilder().setReadCanonical("X".repeat(9_000)).build();
        Entry.Found found = new Entry.Found(0, long1);
        assertEquals(
                Optional.empty(),
                EntryBytes.write(
                        seen("p", new Presented.Plate("X", Jurisdiction.UNKNOWN), found, found)));
    }
}
