package dev.gatehouse.central.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Mutated lists against the import: whatever comes, it is read or refused with a reason, and what
/// is taken is accounted for. `-Dgatehouse.fuzz.rounds=N` for a long run.
final class UnListFuzzTest {
    private static final int ROUNDS = Integer.getInteger("gatehouse.fuzz.rounds", 5_000);
    private static final int POOL = 64;
    private static final String[] SPICE = {
        "<",
        ">",
        "</",
        "&",
        "&amp;",
        "&#0;",
        "&#x41;",
        "&e;",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "<?x y?>",
        "<!DOCTYPE l [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>",
        "\"",
        "'",
        "=",
        "\0",
        "\uFFFD",
        "\uD83D\uDE00",
        "<VALUE>",
        "</VALUE>",
        "<INDIVIDUAL>",
        "</INDIVIDUAL>",
        "<ENTITY>",
        "</ENTITY>",
        "BETWEEN",
        "0000-00-00",
        "99999999999",
        "<YEAR>",
        "</YEAR>",
        " ",
        "\n",
        "X".repeat(300)
    };

    @Test
    void whateverComesIsReadOrRefused() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("UnListFuzzTest: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<String> pool = new ArrayList<>(List.of(UnListTest.SAMPLE));
        int read = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String xml = mutated(pool.get(random.nextInt(pool.size())), random);
            byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(8) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            if (isRead(bytes)) {
                read++;
                if (pool.size() < POOL && xml.length() < 16_384) {
                    pool.add(xml);
                }
            } else {
                refused++;
            }
        }
        int taken = read;
        int not = refused;
        assertTrue(
                taken > ROUNDS / 20 && not > ROUNDS / 20,
                () -> taken + " read, " + not + " refused");
    }

    /// Coverage guides what comes; put into a list where the first octet is even.
    @FuzzTest(maxDuration = "10m")
    void xml(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean inside = bytes.length > 0 && bytes[0] % 2 == 0;
        int at = UnListTest.SAMPLE.indexOf("<INDIVIDUAL>");
        String xml =
                inside
                        ? UnListTest.SAMPLE.substring(0, at)
                                + text.substring(1)
                                + UnListTest.SAMPLE.substring(at)
                        : text;
        boolean _ = isRead(xml.getBytes(StandardCharsets.UTF_8));
    }

    /// @return false when it was refused, with a reason that quotes nothing
    private static boolean isRead(byte[] bytes) {
        try {
            Imported imported = UnList.read(new ByteArrayInputStream(bytes));
            assertEquals(
                    imported.count("individuals") + imported.count("entities"),
                    imported.lookouts().size()
                            + imported.count("rejected_id")
                            + imported.count("rejected_nothing_to_search"));
            return true;
        } catch (ImportException e) {
            assertTrue(String.valueOf(e.getMessage()).length() < 120);
            return false;
        }
    }

    private static String mutated(String xml, SplittableRandom random) {
        StringBuilder text = new StringBuilder(xml);
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.insert(at, SPICE[random.nextInt(SPICE.length)]);
                case 1 -> text.deleteCharAt(at);
                case 2 -> {
                    // within a text more often than within a tag
                    int value = text.indexOf(">", at);
                    text.insert(value < 0 ? at : value + 1, (char) random.nextInt(' ', 0x250));
                }
                case 3 -> {
                    int end = Math.min(text.length(), at + random.nextInt(40));
                    text.delete(at, end);
                }
                case 4 -> text.setCharAt(at, (char) random.nextInt(' ', 0x7F));
                default -> {
                    int begin = text.indexOf("<INDIVIDUAL>");
                    int end = text.indexOf("</INDIVIDUAL>");
                    if (begin >= 0 && end > begin && text.length() < 20_000) {
                        text.insert(begin, text.substring(begin, end) + "</INDIVIDUAL>");
                    }
                }
            }
            if (text.isEmpty()) {
                text.append('<');
            }
        }
        return text.toString();
    }
}
