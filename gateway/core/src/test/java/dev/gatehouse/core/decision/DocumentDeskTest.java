package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.DocumentCheck;
import dev.gatehouse.proto.v1.DocumentRemark;
import dev.gatehouse.proto.v1.DocumentRepairKind;
import dev.gatehouse.proto.v1.DocumentValidity;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.SubjectKind;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.protocols.document.MrzForm;
import dev.gatehouse.protocols.document.MrzWriter;
import dev.gatehouse.protocols.document.ZoneReader;
import dev.gatehouse.protocols.document.ZoneReading;
import dev.gatehouse.protocols.observation.DocumentRead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a reader of documents may have misread hides nobody who is listed (sheet of document
/// readers, clauses 4 to 6). Documents of people who do not exist.
class DocumentDeskTest {
    private static final String LIST =
            """
            id,kind,jurisdiction,plate,priority,action,name,birth,sex,nationality,identifiers
            L-1,PLATE,US-NY,KQR4821,1,REFER_MANDATORY,,,,,
            D-1,DOCUMENT,,UTO:G65A12346,2,REFER_MANDATORY,,,,,
            D-2,DOCUMENT,,UTO:AB5C9E7H2,2,REFER_MANDATORY,,,,,
            D-3,DOCUMENT,,UTO:O0OO0S5SB,2,REFER_MANDATORY,,,,,
            P-1,PERSON,,,1,REFER_MANDATORY,"BROVANTO, Keldemir",1971-04-09,M,UTO,
            P-2,PERSON,,,1,REFER_MANDATORY,"OSTRALVEN, Tirlis",1985-01-01,F,UTO,
            """;
    private static final NotCheckedReason INCOMPLETE =
            NotCheckedReason.NOT_CHECKED_REASON_INCOMPLETE;
    private static final String NAME = "ZENPELDIR<<LINSARSKA";

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private Booth booth;

    private int event;

    @SuppressWarnings("NullAway.Init")
    DocumentDeskTest() {}

    @BeforeEach
    void open() {
        booth = new Booth(folder, LIST).ready();
        booth.on();
        booth.read("AAA1111");
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
    }

    private static String zone(String number, String name) {
        return String.join(
                "\n",
                MrzWriter.lines(MrzForm.TD3, "P", "UTO", number, name, "850101", 'F', "310630"));
    }

    private static ZoneReading reading(String zone) {
        return assertInstanceOf(ZoneReader.Result.Read.class, ZoneReader.read(zone)).reading();
    }

    /// As the driver hands it up.
    private static DocumentRead swiped(String zone) {
        ZoneReading reading = reading(zone);
        return new DocumentRead(
                reading.zone(), "MRZ", reading.repairs(), reading.unread(), List.of(), "");
    }

    private static DocumentRead swipedTwice(String first, String second) {
        ZoneReading one = reading(first);
        ZoneReading two = reading(second);
        Set<Integer> differing = ZoneReader.compare(one, two).orElseThrow();
        ZoneReading merged =
                assertInstanceOf(ZoneReader.Result.Read.class, ZoneReader.merged(two, differing))
                        .reading();
        return new DocumentRead(
                merged.zone(),
                "MRZ",
                merged.repairs(),
                merged.unread(),
                List.of(two.original(), one.original()),
                "");
    }

    private List<Check> see(DocumentRead read) {
        assertEquals(
                Intake.RECORDED,
                booth.decider.observe(
                        booth.observation("reader-1", "r" + event++, false, true, read)));
        return booth.out.observations().getLast().getChecksList();
    }

    private dev.gatehouse.proto.v1.DocumentRead recorded() {
        return booth.out.observations().getLast().getObservation().getDocumentRead();
    }

    private static Hit onlyHit(List<Check> checks) {
        List<Hit> hits = checks.stream().flatMap(check -> check.getHitsList().stream()).toList();
        assertEquals(1, hits.size());
        return hits.getFirst();
    }

    /// The sheet's own example: G and 6 weigh the same, so every check digit agrees.
    @Test
    void aTwinModuloTenIsFoundAndShownAsALookAlike() {
        List<Check> checks = see(swiped(zone("665A12346", NAME)));
        assertEquals("UTO:665A12346", checks.getFirst().getCanonical());
        assertFalse(checks.getFirst().getOtherReading());
        Hit hit = onlyHit(checks);
        assertEquals("D-1", hit.getLookoutId());
        assertEquals(Grade.GRADE_CONFUSABLE, hit.getGrade());
        assertEquals("UTO:665A12346", hit.getReadCanonical());
        assertEquals("UTO:G65A12346", hit.getListedCanonical());
        assertEquals("FOLDED 6->G @1", hit.getSteps(0));
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
        for (Check other : checks) {
            assertEquals(other.getHitsCount() == 1, other.getCanonical().equals("UTO:G65A12346"));
            assertEquals(Verdict.VERDICT_CLEAR == other.getVerdict(), other.getHitsCount() == 0);
        }
    }

    @Test
    void aNumberThatWasReadRightIsEqualAndNoLookAlike() {
        Hit hit = onlyHit(see(swiped(zone("G65A12346", NAME))));
        assertEquals(Grade.GRADE_EXACT, hit.getGrade());
        assertEquals(1, booth.decider.snapshot().referrals());
    }

    @Test
    void aRepairedNumberIsSearchedAsProvenAndAsRead() {
        String right = zone("AB5C9E7H2", NAME);
        List<Check> checks = see(swiped(right.replace("AB5C9E7H2", "ABSC9E7H2")));
        assertEquals(Grade.GRADE_EXACT, onlyHit(checks).getGrade());
        assertTrue(
                checks.stream()
                        .anyMatch(check ->
                                check.getOtherReading()
                                        && check.getCanonical().equals("UTO:ABSC9E7H2")));
        var record = recorded();
        assertEquals(DocumentValidity.DOCUMENT_VALIDITY_VALID, record.getValidity());
        assertTrue(record.getChecksPassed());
        var repair = record.getRepairs(0);
        assertEquals(2, repair.getLine());
        assertEquals(3, repair.getColumn());
        assertEquals(DocumentRepairKind.DOCUMENT_REPAIR_KIND_LOOK_ALIKE, repair.getKind());
        assertEquals(
                List.of(
                        DocumentCheck.DOCUMENT_CHECK_NUMBER,
                        DocumentCheck.DOCUMENT_CHECK_COMPOSITE),
                repair.getProofList());
        assertEquals(1, record.getRepairsCount());
    }

    /// Several exchanges make its check digit agree: nothing is repaired, and it is found by any.
    @Test
    void whereSeveralRepairsFitEachIsSearched() {
        String right = zone("O0OO0S5SB", NAME);
        int several = 0;
        for (int at = 0; at < 9; at++) {
            StringBuilder read = new StringBuilder(right);
            read.setCharAt(45 + at, right.charAt(45 + at) == '0' ? 'O' : '0');
            if (reading(read.toString()).repairs().isEmpty()) {
                several++;
                Hit hit = onlyHit(see(swiped(read.toString())));
                assertEquals("D-3", hit.getLookoutId());
                assertTrue(hit.getGrade() != Grade.GRADE_EXACT);
            }
        }
        assertTrue(several > 0);
    }

    @Test
    void whatEachOfTwoSwipesReadIsSearched() {
        String wrong = zone("AB5C9X7H2", NAME);
        var _ = see(swiped(wrong));
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
        String right = zone("AB5C9E7H2", NAME);
        Hit hit = onlyHit(see(swipedTwice(wrong, right)));
        assertEquals("D-2", hit.getLookoutId());
        assertEquals(Grade.GRADE_CONFUSABLE, hit.getGrade(), "the column counts as unread");
        var record = recorded();
        assertFalse(record.hasDocumentNumber());
        assertFalse(record.hasPseudonym());
        assertFalse(record.getChecksPassed());
        assertTrue(record.getUnreadColumns() > 0);
        assertEquals(DocumentValidity.DOCUMENT_VALIDITY_INCOMPLETE, record.getValidity());
        // a third that agrees with the second is the document
        assertEquals(Grade.GRADE_EXACT, onlyHit(see(swiped(right))).getGrade());
    }

    @Test
    void theNameOfEachOfTwoSwipesIsSearched() {
        String wrong = zone("N5550002", "OSTXALVQN<<TXRLIS");
        String right = zone("N5550002", "OSTRALVEN<<TIRLIS");
        List<Check> checks = see(swipedTwice(wrong, right));
        assertEquals(
                2,
                checks.stream()
                        .filter(check -> check.getKind() == SubjectKind.SUBJECT_KIND_PERSON)
                        .count());
        assertEquals("P-2", onlyHit(checks).getLookoutId());
    }

    @Test
    void aDigitInANameIsTheLetterItLooksLike() {
        String zone = zone("N5550002", "OSTRALVEN<<TIRLIS").replace("OSTRALVEN", "05TRALVEN");
        assertEquals("P-2", onlyHit(see(swiped(zone))).getLookoutId());
        String issuer = zone("G65A12346", NAME).replace("P<UTO", "P<UT0");
        booth.off();
        booth.pass(10_000);
        booth.on();
        Hit hit = onlyHit(see(swiped(issuer)));
        assertEquals("D-1", hit.getLookoutId());
        assertEquals(Grade.GRADE_CONFUSABLE, hit.getGrade());
    }

    /// A birth date that its check digit refutes would speak against the right person.
    @Test
    void aDateThatDoesNotHoldSpeaksAgainstNobody() {
        String zone =
                String.join(
                        "\n",
                        MrzWriter.lines(
                                MrzForm.TD3,
                                "P",
                                "UTO",
                                "N5550002",
                                "BROVANTO<<KELDEMIR",
                                "710409",
                                'M',
                                "310630"));
        List<Check> whole = see(swiped(zone));
        booth.off();
        booth.pass(10_000);
        booth.on();
        List<Check> broken = see(swiped(zone.replace("710409", "310409")));
        Hit without = onlyHit(broken);
        assertFalse(without.getBirthDateEqual());
        assertTrue(onlyHit(whole).getBirthDateEqual());
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
    }

    @Test
    void anIncompleteReadIsAQueryByHandUntilTheDocumentIsReadOrKeyed() {
        String zone = zone("N5550002", NAME);
        var _ = see(swiped(zone.replace("850101", "150101")));
        assertEquals(DocumentValidity.DOCUMENT_VALIDITY_INCOMPLETE, recorded().getValidity());
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, booth.verdict().getVerdict());
        assertEquals(List.of(INCOMPLETE), booth.verdict().getReasonsList());
        var _ = see(swiped(zone("N5550003", NAME)));
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, booth.verdict().getVerdict(), "another one");
        var _ = see(swiped(zone));
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
        var _ = see(swiped(zone("N5550004", NAME).replace("850101", "150101")));
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, booth.verdict().getVerdict());
        var _ =
                booth.decider.command(
                        booth.ask(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                                .setEntryKind("DOCUMENT")
                                .setEntry("UTO:N5550004")
                                .build(),
                        Booth.officer());
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
    }

    @Test
    void aPartOfADocumentIsAQueryByHandAndInTheRecord() {
        List<Check> checks = see(DocumentRead.failed(DocumentRead.INCOMPLETE, "MRZ"));
        assertEquals(
                List.of(NotCheckedReason.NOT_CHECKED_REASON_UNREADABLE, INCOMPLETE),
                checks.getFirst().getReasonsList());
        assertEquals(DocumentValidity.DOCUMENT_VALIDITY_INCOMPLETE, recorded().getValidity());
        assertEquals("INCOMPLETE", recorded().getFault());
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, booth.verdict().getVerdict());
        var _ = see(DocumentRead.failed("BAD_CHECKSUM", "MRZ"));
        assertEquals(DocumentValidity.DOCUMENT_VALIDITY_UNREAD, recorded().getValidity());
        assertEquals("BAD_CHECKSUM", recorded().getFault());
    }

    @Test
    void somebodyOverAHundredIsFoundByTheirBirth() {
        int year =
                LocalDate.ofInstant(Instant.ofEpochMilli(booth.clock.wallMs()), ZoneOffset.UTC)
                                .getYear()
                        - 104;
        booth.load(
                """
                id,kind,jurisdiction,plate,priority,action,name,birth,sex,nationality
                P-3,PERSON,,,1,REFER_MANDATORY,"OSTRALVEN, Tirlis",%d-06-17,F,UTO
                """
                        .formatted(year));
        String birth = "%02d0617".formatted(year % 100);
        Hit hit =
                onlyHit(
                        see(
                                swiped(
                                        String.join(
                                                "\n",
                                                MrzWriter.lines(
                                                        MrzForm.TD3,
                                                        "P",
                                                        "UTO",
                                                        "N5550002",
                                                        "OSTRALVEN<<TIRLIS",
                                                        birth,
                                                        'F',
                                                        "310630")))));
        assertEquals("P-3", hit.getLookoutId());
        assertTrue(hit.getBirthDateEqual());
    }

    @Test
    void whatIsWorthKnowingIsInTheRecord() {
        var _ = see(swiped(zone("N5550002", NAME)));
        assertEquals(List.of(DocumentRemark.DOCUMENT_REMARK_SPECIMEN), recorded().getRemarksList());
        var _ = see(new DocumentRead(zone("N5550005", NAME).toLowerCase(Locale.ROOT), "OCR"));
        assertEquals(
                List.of(
                        DocumentRemark.DOCUMENT_REMARK_SPECIMEN,
                        DocumentRemark.DOCUMENT_REMARK_NORMALISED),
                recorded().getRemarksList());
    }

    /// Outside the sealed record a document has a keyed name at most.
    @Test
    void contentIsInTheSealedRecordAlone() {
        var _ = see(swiped(zone("665A12346", "OSTRALVEN<<TIRLIS")));
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
        assertArrayEquals(
                booth.siteKey.pseudonym("UTO", "665A12346"),
                recorded().getPseudonym().toByteArray());
        assertEquals(booth.siteKey.id(), recorded().getKeyId());
        assertFalse(booth.out.alerts.isEmpty());
        StringBuilder told = new StringBuilder();
        booth.out.alerts.forEach(alert -> told.append(ascii(alert.toByteArray())));
        booth.out.outputs.forEach(output -> told.append(ascii(output.toByteArray())));
        for (String content : List.of("65A12346", "OSTRALVEN", "TIRLIS", "850101")) {
            assertFalse(told.toString().contains(content), "content is published");
        }
        // of the zone the record has the number and the searched name: no date, no optional data
        assertFalse(
                ascii(booth.out.observations().getLast().getObservation().toByteArray())
                        .contains("850101"));
    }

    private static String ascii(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /// However many places could be read otherwise, the searches of one read are limited.
    @Test
    void searchesOfOneReadAreLimited() {
        List<Check> checks = see(swiped(zone("G6L1G6L1G", NAME)));
        assertEquals(9, checks.size(), "eight readings of the number, and the holder");
        checks = see(swipedTwice(zone("G6L1G6L1G", NAME), zone("G6L1A6L1G", NAME)));
        assertTrue(checks.size() <= DocumentReadings.MAX_DOCUMENTS + 2);
    }

    /// A listed document whose number was misread in one place by any confusion that the sheet
    /// names is never clear, be it repaired, refuted or invisible.
    @Test
    void oneMisreadCharacterNeverHidesAListedDocument() {
        long seed = Long.getLong("gatehouse.seed", 20261122L);
        System.out.println("DocumentDeskTest: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<String> confusions =
                List.of(
                        "0O", "O0", "0Q", "Q0", "0D", "D0", "1I", "I1", "5S", "S5", "8B", "B8",
                        "2Z", "Z2", "G6", "6G", "L1", "1L");
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        int[] graded = new int[Grade.values().length];
        StringBuilder list = new StringBuilder("id,kind,jurisdiction,plate,priority,action\n");
        List<String> reads = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
            StringBuilder number = new StringBuilder();
            for (int i = 0; i < 9; i++) {
                number.append(letters.charAt(random.nextInt(letters.length())));
            }
            String confusion = confusions.get(random.nextInt(confusions.size()));
            int at = random.nextInt(9);
            number.setCharAt(at, confusion.charAt(0));
            list.append("R-" + round + ",DOCUMENT,,UTO:" + number + ",1,REFER_MANDATORY\n");
            StringBuilder read = new StringBuilder(zone(number.toString(), NAME));
            read.setCharAt(45 + at, confusion.charAt(1));
            reads.add(read.toString());
        }
        booth = new Booth(folder, list.toString()).ready();
        booth.on();
        for (int round = 0; round < reads.size(); round++) {
            String id = "R-" + round;
            Hit hit =
                    see(swiped(reads.get(round))).stream()
                            .flatMap(check -> check.getHitsList().stream())
                            .filter(one -> one.getLookoutId().equals(id))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("hidden: " + id));
            graded[hit.getGradeValue()]++;
        }
        assertTrue(graded[Grade.GRADE_EXACT_VALUE] > 0, "some are repaired");
        assertTrue(graded[Grade.GRADE_CONFUSABLE_VALUE] > 0, "some are not");
    }
}
