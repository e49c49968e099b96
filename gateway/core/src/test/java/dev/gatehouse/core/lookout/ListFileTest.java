package dev.gatehouse.core.lookout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.match.SeededTest;
import dev.gatehouse.core.name.Band;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListFileTest {
    private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");
    private static final ListKey KEY = ListKey.of(new byte[ListKey.OCTETS]);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Path GOLDEN =
            Path.of("src/test/resources/dev/gatehouse/core/lookout/golden.ghl");
    private static final int SEGMENT = SegmentCipher.SEGMENT_OCTETS + SegmentCipher.TAG_OCTETS;

    @TempDir Path folder;

    @Test
    void whatIsWrittenComesBack() throws IOException {
        SplittableRandom random = SeededTest.random("ListFileTest");
        MadeUpLookouts made = new MadeUpLookouts(random);
        LookoutTableBuilder builder = new LookoutTableBuilder();
        for (int i = random.nextInt(2_000); i > 0; i--) {
            builder.add(made.lookout("L-" + random.nextInt(10) + i, random.nextInt(1, 300)));
        }
        LookoutTable table = builder.build();
        ListFile.Base base = assertInstanceOf(ListFile.Base.class, read(written(table)));
        assertEquals(table, base.lookouts());
        assertEquals(7, base.generation());
        assertEquals(ISSUED, base.issuedAt());
        assertEquals(table.size(), base.report().accepted());
        LookoutDelta delta =
                new LookoutDelta(7, 3, ISSUED.plusSeconds(1), table, List.of("X-1", "X-2"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ListFile.write(out, delta, KEY, RANDOM);
        ListFile.Delta back = assertInstanceOf(ListFile.Delta.class, read(out.toByteArray()));
        assertEquals(delta, back.delta());
    }

    @Test
    void aDeltaWithdrawsWhatIsForOthersNow() throws IOException {
        LookoutTable table = golden();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ListFile.write(out, new LookoutDelta(7, 1, ISSUED, table, List.of("X")), KEY, RANDOM);
        ListScope elsewhere = new ListScope("0999", Optional.of(TransportMode.RAIL));
        ListFile.Delta delta =
                assertInstanceOf(
                        ListFile.Delta.class,
                        ListFile.read(
                                new ByteArrayInputStream(out.toByteArray()),
                                Optional.of(KEY),
                                LookoutCsv.MAX_LINES,
                                elsewhere));
        assertEquals(
                List.of("G-1", "G-2"), delta.delta().changed().stream().map(Lookout::id).toList());
        assertEquals(Set.of("X", "G-3"), new HashSet<>(delta.delta().withdrawn()));
        assertEquals(1, delta.report().outOfScope());
    }

    /// Bytes as they are in the field: every later program reads them. What it writes may differ,
    /// by words that are new.
    @Test
    void goldenBytesAreRead() throws IOException {
        if (!Files.exists(GOLDEN) && Boolean.getBoolean("golden.write")) {
            Files.write(GOLDEN, written(golden()));
        }
        byte[] bytes = Files.readAllBytes(GOLDEN);
        assertEquals(golden(), assertInstanceOf(ListFile.Base.class, read(bytes)).lookouts());
        String clear = new String(bytes, StandardCharsets.ISO_8859_1);
        assertFalse(clear.contains("KAN4RY") || clear.contains("DOE"));
    }

    @Test
    void everyOctetAlteredAndEveryCutIsRefused() throws IOException {
        byte[] good = written(golden());
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << at % 8);
            assertInstanceOf(ListFile.Refused.class, read(bad), "octet " + at);
            assertInstanceOf(ListFile.Refused.class, read(Arrays.copyOf(good, at)), "cut at " + at);
        }
        assertInstanceOf(ListFile.Refused.class, read(Arrays.copyOf(good, good.length + 1)));
    }

    @Test
    void segmentsCannotBeLeftOutSwappedOrTakenFromAnotherFile() throws IOException {
        LookoutTableBuilder builder = new LookoutTableBuilder();
        for (int i = 100_000; i < 220_000; i++) {
            builder.begin(
                    "L-" + i,
                    1,
                    3,
                    LookoutAction.SILENT,
                    Lookout.NO_START,
                    Lookout.NO_END,
                    Terms.PLAIN);
            builder.plate(PlateForm.of("ABC" + i), Jurisdiction.UNKNOWN);
        }
        LookoutTable table = builder.build();
        byte[] good = written(table);
        assertTrue(good.length > 2 * SEGMENT);
        assertEquals(table, assertInstanceOf(ListFile.Base.class, read(good)).lookouts());
        int header = ListFileHeader.OCTETS;
        for (int segments = 0; header + segments * SEGMENT < good.length; segments++) {
            assertRefused(
                    ListDamage.Reason.NOT_AUTHENTIC,
                    Arrays.copyOf(good, header + segments * SEGMENT));
        }
        byte[] swapped = good.clone();
        System.arraycopy(good, header, swapped, header + SEGMENT, SEGMENT);
        System.arraycopy(good, header + SEGMENT, swapped, header, SEGMENT);
        assertRefused(ListDamage.Reason.NOT_AUTHENTIC, swapped);
        byte[] mixed = written(table);
        System.arraycopy(good, header + SEGMENT, mixed, header + SEGMENT, SEGMENT);
        assertRefused(ListDamage.Reason.NOT_AUTHENTIC, mixed);
    }

    @Test
    void withoutTheRightKeyThereIsNoList() throws IOException {
        byte[] good = written(golden());
        ByteArrayInputStream in = new ByteArrayInputStream(good);
        assertEquals(
                new ListFile.Refused(new ListDamage(0, ListDamage.Reason.NO_KEY)),
                ListFile.read(in, Optional.empty()));
        ListKey other = ListKey.random(RANDOM);
        assertEquals(
                new ListFile.Refused(new ListDamage(0, ListDamage.Reason.WRONG_KEY)),
                ListFile.read(new ByteArrayInputStream(good), Optional.of(other)));
        assertRefused(ListDamage.Reason.NOT_A_LIST, new byte[200]);
        good[9] = 2;
        assertRefused(ListDamage.Reason.UNKNOWN_FORMAT, good);
    }

    @Test
    void keysAreReadFromTheirFilesAndNeverPrinted() throws IOException {
        ListKey key = ListKey.random(RANDOM);
        Path file = folder.resolve("list.key");
        Files.writeString(file, key.fileText());
        assertArrayEquals(key.id(), ListKey.read(file).orElseThrow().id());
        assertFalse(key.toString().contains(key.fileText().substring(0, 8)));
        for (String bad :
                List.of("", "00", key.fileText() + "00", "g".repeat(64), "0".repeat(66))) {
            Files.writeString(file, bad);
            assertTrue(ListKey.read(file).isEmpty());
        }
    }

    /// Whoever has the key may have written anything.
    @Test
    void contentOfAnyKindIsReadOrRefused() throws IOException {
        SplittableRandom random = SeededTest.random("ListFileTest.content");
        int rounds = Integer.getInteger("gatehouse.fuzz.rounds", 30_000);
        List<byte[]> pool = new ArrayList<>();
        List<ListFileHeader> headers = new ArrayList<>();
        MadeUpLookouts made = new MadeUpLookouts(random);
        for (int i = 0; i < 20; i++) {
            LookoutTableBuilder builder = new LookoutTableBuilder();
            for (int n = random.nextInt(1, 12); n > 0; n--) {
                builder.add(made.lookout("L-" + n, 1));
            }
            LookoutTable table = builder.build();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ListEncoder.write(out, table, List.of("X-1"));
            pool.add(out.toByteArray());
            headers.add(header(ListEncoder.counts(table, List.of("X-1"))));
        }
        int read = 0;
        for (int round = 0; round < rounds; round++) {
            int from = random.nextInt(pool.size());
            byte[] bytes = pool.get(from).clone();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                // the words at the beginning are most of a short content: seldom there
                int first = random.nextInt(8) == 0 ? 0 : bytes.length * 3 / 4;
                int at = random.nextInt(first, bytes.length);
                switch (random.nextInt(4)) {
                    case 0 -> bytes[at] = (byte) random.nextInt(256);
                    case 1 -> bytes[at]++;
                    case 2 -> bytes[at] ^= (byte) 0x80;
                    default ->
                            bytes =
                                    Arrays.copyOf(
                                            bytes,
                                            random.nextInt(16) == 0
                                                    ? Math.max(at, 1)
                                                    : bytes.length);
                }
            }
            try {
                ListDecoder.Content content =
                        ListDecoder.read(
                                new ByteArrayInputStream(bytes),
                                headers.get(from),
                                LookoutCsv.MAX_LINES,
                                ListScope.ALL);
                read++;
                assertEquals(headers.get(from).counts().lookouts(), content.lookouts().size());
                assertEquals(
                        content.lookouts().size(),
                        content.lookouts().stream().map(Lookout::id).distinct().count());
            } catch (ListFault e) {
                assertTrue(
                        e.reason() == ListDamage.Reason.BAD_CONTENT
                                || e.reason() == ListDamage.Reason.UNKNOWN_FORMAT,
                        () -> e.reason().name());
            }
        }
        int taken = read;
        assertTrue(taken > rounds / 8 && taken < rounds, () -> "read " + taken);
    }

    private static ListFileHeader header(ListFileHeader.Counts counts) {
        return new ListFileHeader(
                7,
                1,
                ISSUED,
                counts,
                1,
                1,
                ListFileHeader.Recall.NOT_MEASURED,
                KEY.id(),
                new byte[8]);
    }

    private static LookoutTable golden() {
        LookoutTableBuilder builder = new LookoutTableBuilder();
        builder.begin(
                "G-1",
                1,
                3,
                LookoutAction.REFER_MANDATORY,
                Lookout.NO_START,
                Lookout.NO_END,
                Terms.PLAIN);
        builder.plate(PlateForm.of("KAN4RY"), Jurisdiction.ofIso("US-NY"));
        builder.begin("G-2", 12, 1, LookoutAction.SILENT, 29_000_000, 31_000_000, Terms.PLAIN);
        builder.identifier(SubjectKind.DOCUMENT, IdentifierKind.DOCUMENT.check("UTO:X1234567"));
        builder.named(
                SubjectKind.PERSON,
                List.of("DOE, Zoë", "Ζωή"),
                new PersonFacts(
                        List.of(BirthDate.circa(1964), BirthDate.range(1950, 1955)),
                        Sex.FEMALE,
                        Set.of("UTO", "CAN")));
        builder.begin(
                "G-3", 2, 5, LookoutAction.EXAMINE_GOODS, Lookout.NO_START, 31_000_000, terms());
        builder.plate(PlateForm.of("AB?D123"), Jurisdiction.UNKNOWN);
        return builder.build();
    }

    private static Terms terms() {
        return new Terms(
                "North office",
                "Agency",
                "A-7",
                true,
                RiskCategory.FIREARMS,
                Set.of(Caveat.ARMED, Caveat.VIOLENT),
                Optional.of(Grade.EXACT),
                Optional.of(Band.PROBABLE),
                Set.of("0453", "0454"),
                Set.of(TransportMode.HIGHWAY),
                "Keep away",
                "Restez à l'écart");
    }

    private static byte[] written(LookoutTable table) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ListFile.write(out, 7, ISSUED, table, KEY, RANDOM);
        return out.toByteArray();
    }

    private static ListFile.Result read(byte[] bytes) {
        return ListFile.read(new ByteArrayInputStream(bytes), Optional.of(KEY));
    }

    private static void assertRefused(ListDamage.Reason reason, byte[] bytes) {
        assertEquals(new ListFile.Refused(new ListDamage(0, reason)), read(bytes));
    }
}
