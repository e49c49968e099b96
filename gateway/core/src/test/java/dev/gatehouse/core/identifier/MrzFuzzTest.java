package dev.gatehouse.core.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.core.match.SeededTest;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.document.MrzCheck;
import dev.gatehouse.protocols.document.MrzDocument;
import dev.gatehouse.protocols.document.MrzForm;
import dev.gatehouse.protocols.document.MrzReader;
import dev.gatehouse.protocols.document.MrzStatus;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Mutated zones against the reader: whatever comes, it answers with a document or a reason, and
/// what it says of a document follows from the zone. `-Dgatehouse.fuzz.rounds=N` for a long run.
final class MrzFuzzTest {
    private static final int ROUNDS = Integer.getInteger("gatehouse.fuzz.rounds", 60_000);
    private static final int POOL = 256;
    private static final String ZONE = "<<<<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String HOSTILE = "\n\r \t-?*.>\u00AB\u0000\uFFFD\uD800\u0130\uFF21\u2028";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void whateverComesIsAnsweredAndWhatIsReadFollowsFromTheZone() {
        SplittableRandom random = SeededTest.random("MrzFuzzTest");
        List<String> pool = new ArrayList<>();
        for (MrzForm form : MrzForm.values()) {
            String zone = MadeUpIdentifiers.zone(form, "AB1234567", "CAN", true);
            pool.add(zone);
            pool.add(withoutNumberCheck(form, zone));
        }
        Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);
        Map<MrzStatus, Integer> read = new EnumMap<>(MrzStatus.class);
        for (int round = 0; round < ROUNDS; round++) {
            String zone = mutated(pool.get(random.nextInt(pool.size())), random);
            boolean taken = check(zone, rejected, read);
            // a zone that was read is a start for further ones
            if (taken && random.nextInt(8) == 0) {
                keep(pool, zone, random);
            }
        }
        assertTrue(read.size() == 3, () -> "statuses met: " + read);
        assertTrue(rejected.size() >= 6, () -> "reasons met: " + rejected);
    }

    /// Coverage guides what comes.
    @FuzzTest(maxDuration = "10m")
    void zone(byte[] bytes) {
        boolean _ =
                check(
                        new String(bytes, StandardCharsets.UTF_8),
                        new EnumMap<>(RejectReason.class),
                        new EnumMap<>(MrzStatus.class));
    }

    /// @return whether any form could be read
    private static boolean check(
            String zone, Map<RejectReason, Integer> rejected, Map<MrzStatus, Integer> read) {
        boolean taken = false;
        for (MrzForm form : MrzForm.values()) {
            switch (MrzReader.read(form, zone)) {
                case Decoded.Rejected<MrzDocument> no -> {
                    assertTrue(no.detail().length() < 200);
                    rejected.merge(no.reason(), 1, Integer::sum);
                }
                case Decoded.Message<MrzDocument> yes -> {
                    follows(form, zone, yes.value());
                    read.merge(yes.value().status(), 1, Integer::sum);
                    taken = true;
                }
            }
        }
        assertEquals(taken, taken && MrzReader.formOf(zone).isPresent());
        return taken;
    }

    /// A visa without a check digit of its number is the shortest way to "not verified"; of the
    /// other forms the composite disagrees as well.
    private static String withoutNumberCheck(MrzForm form, String zone) {
        String flat = zone.replace("\n", "");
        int check = form.number() + 9;
        return flat.substring(0, check) + '<' + flat.substring(check + 1);
    }

    private static void keep(List<String> pool, String zone, SplittableRandom random) {
        if (pool.size() < POOL) {
            pool.add(zone);
        } else {
            var _ = pool.set(random.nextInt(POOL), zone);
        }
    }

    private static String mutated(String zone, SplittableRandom random) {
        StringBuilder text = new StringBuilder(zone);
        for (int changes = 1 + random.nextInt(4); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            String from = random.nextInt(8) == 0 ? HOSTILE : ZONE;
            char c = from.charAt(random.nextInt(from.length()));
            switch (random.nextInt(12)) {
                case 0 -> text.insert(at, c);
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.setLength(at);
                case 3 -> text.append(text.substring(at));
                default -> {
                    if (text.charAt(at) != '\n') {
                        text.setCharAt(at, c);
                    }
                }
            }
        }
        return text.toString();
    }

    /// Everything is derived a second time, from the characters alone.
    private static void follows(MrzForm form, String text, MrzDocument document) {
        String zone =
                text.replaceAll("[\\s\\u0085\\u2028\\u2029]", "")
                        .toUpperCase(java.util.Locale.ROOT)
                        .replace('>', '<')
                        .replace('\u00AB', '<');
        assertEquals(form.chars(), zone.length());
        String field = zone.substring(form.number(), form.number() + 9);
        assertTrue(document.number().startsWith(field.replace("<", "")));
        assertTrue(document.number().matches("[0-9A-Z]{1,24}"));
        assertEquals(document.issuer() + ":" + document.number(), document.canonical());
        String birth = zone.substring(form.birth(), form.birth() + 6);
        assertEquals(birth, document.birth().text());
        boolean agrees =
                document.birth().isDate()
                        && zone.charAt(form.birth() + 6) - '0' == MadeUpIdentifiers.digit(birth);
        assertEquals(
                agrees ? MrzCheck.Outcome.AGREES : MrzCheck.Outcome.DISAGREES,
                document.checks().get(MrzCheck.BIRTH_DATE));
        if (document.birth().isDate() && document.birth().hasYear()) {
            int year = document.birth().birthYear(TODAY);
            assertTrue(year <= 2026 && year > 1926 - 1);
        }
        assertEquals(document.checks().containsKey(MrzCheck.COMPOSITE), form.hasComposite());
        assertEquals(document.why().startsWith("fails"), document.status() == MrzStatus.FAILED);
    }
}
