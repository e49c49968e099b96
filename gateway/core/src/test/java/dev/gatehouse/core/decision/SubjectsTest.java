package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.Band;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.Comparison;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.SubjectKind;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.protocols.observation.DocumentRead;
import dev.gatehouse.protocols.observation.IdentifierRead;
import dev.gatehouse.protocols.observation.Observation;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What passes is more than a plate: documents and their holders, containers, consignees.
class SubjectsTest {
    /// People, documents and goods that do not exist.
    private static final String LIST =
            """
            id,kind,jurisdiction,plate,priority,action,name,birth,sex,nationality,identifiers,caveats,instruction_en
            L-1,PLATE,US-NY,KQR4821,1,REFER_MANDATORY,,,,,,,
            P-1,PERSON,,,1,REFER_MANDATORY,"BROVANTO, Keldemir",1971-04-09,M,UTO,DOCUMENT=UTO:X1234567,ARMED|VIOLENT,Two officers
            P-2,PERSON,,,4,REFER_MANDATORY,"OSTRALVEN, Tirlis",1980-01-02,F,UTO,,,
            P-9,PERSON,,,1,SILENT,"MORKOSNAR, Fensartak",1966-06-06,F,UTO,DOCUMENT=UTO:S9154320,,
            D-1,DOCUMENT,,UTO:Z7654321,2,DENY_DOCUMENT,,,,,,,
            C-1,CONTAINER,,CSQU3054383,2,EXAMINE_GOODS,,,,,,,
            O-1,ORGANISATION,,,3,EXAMINE_GOODS,Tasmunrov Trading Ltd,,,,,,
            H-1,HS_CODE,,9306,3,EXAMINE_GOODS,,,,,,,
            """;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private Booth booth;

    private int event;

    @SuppressWarnings("NullAway.Init")
    SubjectsTest() {}

    @BeforeEach
    void open() {
        booth = new Booth(folder, LIST).ready();
        booth.on();
        booth.read("AAA1111");
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
    }

    /// A passport of the specimen state (ICAO Doc 9303-4).
    private static String zone(
            String surname, String given, String number, String birth, char sex) {
        String name = pad("P<UTO" + surname + "<<" + given, 44);
        String checked = pad(number, 9) + digit(pad(number, 9));
        String dates = birth + digit(birth) + sex + "310630" + digit("310630");
        String optional = "<".repeat(14) + "0";
        String composite = checked + birth + digit(birth) + "310630" + digit("310630") + optional;
        return name + "\n" + checked + "UTO" + dates + optional + digit(composite);
    }

    private static String pad(String text, int length) {
        return text + "<".repeat(length - text.length());
    }

    private static int digit(String field) {
        int sum = 0;
        for (int i = 0; i < field.length(); i++) {
            int value = field.charAt(i) == '<' ? 0 : Character.digit(field.charAt(i), 36);
            sum += value * new int[] {7, 3, 1}[i % 3];
        }
        return sum % 10;
    }

    private Intake see(Observation.Body body) {
        return booth.decider.observe(
                booth.observation("reader-1", "r" + event++, false, true, body));
    }

    private Intake document(String zone) {
        return see(new DocumentRead(zone, "OCR_B"));
    }

    private CommandReply enter(String kind, String text) {
        return booth.decider.command(
                booth.ask(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                        .setEntryKind(kind)
                        .setEntry(text)
                        .build(),
                Booth.officer());
    }

    private List<Check> lastChecks() {
        return booth.out.observations().getLast().getChecksList();
    }

    private Comparison comparison() {
        return booth.out.notices.reversed().stream()
                .filter(notice -> notice.hasComparison())
                .findFirst()
                .orElseThrow()
                .getComparison();
    }

    @Test
    void aListedHolderIsReferredByNameWhateverTheDocument() {
        assertEquals(
                Intake.RECORDED, document(zone("BROVANTO", "KELDEMIR", "N5550001", "710409", 'M')));
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
        List<Check> checks = lastChecks();
        assertEquals(SubjectKind.SUBJECT_KIND_DOCUMENT, checks.get(0).getKind());
        assertEquals(SubjectKind.SUBJECT_KIND_PERSON, checks.get(1).getKind());
        Hit hit = checks.get(1).getHits(0);
        assertEquals("P-1", hit.getLookoutId());
        assertEquals(Band.BAND_STRONG, hit.getBand());
        assertTrue(hit.getBirthDateEqual());
        assertTrue(hit.getStepsCount() > 0);
        Comparison shown = comparison();
        assertEquals(List.of("ARMED", "VIOLENT"), shown.getCaveatsList());
        assertEquals("Two officers", shown.getInstructionEn());
        assertEquals("BROVANTO, Keldemir", shown.getListed());
        Alert alert = booth.out.alerts.getLast();
        assertEquals(Band.BAND_STRONG, alert.getBand());
        assertEquals(SubjectKind.SUBJECT_KIND_PERSON, alert.getKind());
        assertFalse(alert.toString().contains("BROV") || alert.toString().contains("ARMED"));
    }

    @Test
    void anUnlistedTravellerLeavesTheVehicleClear() {
        document(zone("ZENPELDIR", "LINSARSKA", "N5550002", "850101", 'F'));
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
        assertEquals(0, booth.out.transitions().size());
    }

    @Test
    void aRecycledDocumentIsReferredThoughTheNameIsAnother() {
        document(zone("ZENPELDIR", "LINSARSKA", "X1234567", "850101", 'F'));
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
        assertTrue(lastChecks().get(1).getHits(0).getNumberReused());
        assertEquals(Grade.GRADE_EXACT, lastChecks().get(0).getHits(0).getGrade());
        assertEquals(1, booth.decider.snapshot().referrals(), "one lookout, one referral");
    }

    @Test
    void aDocumentWhoseCheckFailsIsSearchedByLookAlikes() {
        String zone = zone("ZENPELDIR", "LINSARSKA", "27654321", "850101", 'F');
        document(
                zone.replace(
                        "27654321<" + digit("27654321<"),
                        "27654321<" + (digit("27654321<") + 1) % 10));
        Hit hit = lastChecks().get(0).getHits(0);
        assertEquals("D-1", hit.getLookoutId());
        assertEquals(Grade.GRADE_CONFUSABLE, hit.getGrade());
    }

    @Test
    void aZoneThatCannotBeReadIsAQueryByHandUntilItIsKeyed() {
        document("P<UTO<<<\nnothing");
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, booth.verdict().getVerdict());
        assertEquals(
                List.of(NotCheckedReason.NOT_CHECKED_REASON_UNREADABLE),
                booth.verdict().getReasonsList());
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_DONE,
                enter("DOCUMENT", "UTO:N5550003").getOutcome());
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
    }

    @Test
    void aKeyedPlateSettlesNoDoubtAboutADocument() {
        document("P<UTO<<<\nnothing");
        booth.key("AAA1112", "NY");
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, booth.verdict().getVerdict());
    }

    @Test
    void aDocumentAloneDoesNotMakeAVehicleChecked() {
        booth.off();
        booth.pass(10_000);
        booth.on();
        document(zone("ZENPELDIR", "LINSARSKA", "N5550002", "850101", 'F'));
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, booth.verdict().getVerdict());
        assertEquals(
                List.of(NotCheckedReason.NOT_CHECKED_REASON_NO_READ),
                booth.verdict().getReasonsList());
    }

    @Test
    void containersConsigneesAndGoodsAreReferred() {
        see(new IdentifierRead("ISO6346", "CSQU 305438 3", "OCR"));
        assertEquals("C-1", lastChecks().getFirst().getHits(0).getLookoutId());
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_DONE,
                enter("NAME", "TASMUNROV TRADING LIMITED").getOutcome());
        assertEquals("O-1", lastChecks().getFirst().getHits(0).getLookoutId());
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, enter("HS_CODE", "9306.30").getOutcome());
        assertEquals("H-1", lastChecks().getFirst().getHits(0).getLookoutId());
        assertEquals(3, booth.decider.snapshot().referrals());
    }

    @Test
    void aPersonCanBeKeyedByName() {
        CommandReply reply =
                booth.decider.command(
                        booth.ask(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                                .setEntryKind("person")
                                .setEntry("Keldemir Brovanto")
                                .setBirthDate("1971-09-04")
                                .setSex("M")
                                .setNationality("UTO")
                                .build(),
                        Booth.officer());
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, reply.getOutcome());
        assertEquals("P-1", lastChecks().getFirst().getHits(0).getLookoutId());
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
    }

    @Test
    void aNameOfNumbersAloneIsAnswered() {
        for (String name : List.of("12 34 56", "1 2 3 4 5", "7")) {
            assertEquals(
                    CommandOutcome.COMMAND_OUTCOME_DONE, enter("ORGANISATION", name).getOutcome());
            assertEquals(
                    CommandOutcome.COMMAND_OUTCOME_DONE, enter("NAME", name).getOutcome(), name);
        }
        booth.load(LIST + "O-2,ORGANISATION,,,3,EXAMINE_GOODS,12 34 56,,,,,,\n");
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_DONE,
                enter("ORGANISATION", "12 34 56").getOutcome());
        assertEquals("O-2", lastChecks().getFirst().getHits(0).getLookoutId());
    }

    @Test
    void whatCannotBeSearchedIsRefusedAndNotHalfTaken() {
        for (String kind : List.of("MRZ", "NO_SUCH_KIND", "VIN", "ISO6346", "PERSON")) {
            assertEquals(
                    CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED,
                    enter(kind, "--").getOutcome(),
                    kind);
        }
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED,
                enter("PERSON", "X".repeat(257)).getOutcome());
    }

    @Test
    void aReaderOfAKindNobodyKnowsIsAQueryByHand() {
        see(new IdentifierRead("NO_SUCH_KIND", "ABC", "OCR"));
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, booth.verdict().getVerdict());
    }

    @Test
    void aSilentPersonIsAsLongInTheRecordAsNobody() {
        // numbers that may be misread in as many places
        document(zone("ZENPELDIR", "LINSARSKA", "N5150002", "660606", 'F'));
        int nobody = booth.out.observations().getLast().getSerializedSize();
        document(zone("MORKOSNAR", "FENSARTAK", "S9154320", "660606", 'F'));
        var silent = booth.out.observations().getLast();
        assertTrue(silent.getChecks(0).getHits(0).getSilent());
        assertTrue(silent.getChecks(1).getHits(0).getSilent());
        // the names have the same letters' count less one, and stand in the record once
        assertEquals(nobody, silent.getSerializedSize());
        assertEquals(0, booth.out.transitions().size());
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
    }

    /// Nothing that a device or a terminal can send ends the booth.
    @Test
    void whateverIsPresentedIsAnswered() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("SubjectsTest: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        String[] kinds = {"MRZ", "PERSON", "ORGANISATION", "NAME", "VIN", "IMEI", "X", "HS_CODE"};
        String zone = zone("BROVANTO", "KELDEMIR", "N5550001", "710409", 'M');
        int hits = 0;
        for (int i = 0; i < 3_000; i++) {
            String text = mutated(random.nextInt(3) == 0 ? "Brovanto Keldemir 1" : zone, random);
            String kind = kinds[random.nextInt(kinds.length)];
            if (random.nextBoolean()) {
                document(text);
                see(new IdentifierRead(kind, text, "OCR"));
            } else {
                var _ =
                        booth.decider.command(
                                booth.ask(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                                        .setEntryKind(kind)
                                        .setEntry(text)
                                        .setBirthDate(mutated("1971-04-09", random))
                                        .setSex(mutated("M", random))
                                        .setNationality(mutated("UTO", random))
                                        .build(),
                                Booth.officer());
            }
            hits +=
                    booth.out.observations().getLast().getChecksList().stream()
                            .mapToInt(Check::getHitsCount)
                            .sum();
        }
        assertTrue(hits > 100, "mutations that still hit: " + hits);
    }

    private static String mutated(String text, SplittableRandom random) {
        StringBuilder changed = new StringBuilder(text);
        String spice = "<09AZ\n\u0000\uD83D \u0410\u0130'|-";
        for (int count = random.nextInt(4); count > 0 && !changed.isEmpty(); count--) {
            int at = random.nextInt(changed.length());
            char c = spice.charAt(random.nextInt(spice.length()));
            switch (random.nextInt(5)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, c);
                case 2 -> changed.setLength(at);
                default -> changed.setCharAt(at, c);
            }
        }
        return changed.toString();
    }

    @Test
    void aWeakPlateAndAWeakNameOfOneLookoutReferTogether() {
        booth =
                new Booth(
                                folder,
                                """
                                id,part,kind,jurisdiction,plate,priority,action,name,birth
                                J-1,,PLATE,US-NY,JNT5502,4,REFER_MANDATORY,,
                                J-1,2,PERSON,,,,,"BROVANTO, Keldemir",1971-04-09
                                """)
                        .ready();
        booth.on();
        booth.read("JNT5512");
        assertEquals(0, booth.decider.snapshot().referrals(), "one edit alone never refers");
        document(zone("BROVANTA", "KELDEMIR", "N5550001", "680101", 'M'));
        Hit person = lastChecks().get(1).getHits(0);
        assertTrue(person.getSameLookoutAgain());
        assertEquals(1, booth.decider.snapshot().referrals());
    }
}
