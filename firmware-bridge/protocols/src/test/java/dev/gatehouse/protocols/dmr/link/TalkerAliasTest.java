package dev.gatehouse.protocols.dmr.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.Seeds;
import dev.gatehouse.protocols.dmr.link.TalkerAlias.Format;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TalkerAliasTest {

    private static TalkerAliasBlock block(String octets) {
        return assertInstanceOf(TalkerAliasBlock.class, LinkControl.decode(Octets.ofHex(octets)));
    }

    /// Blocks of the sheet, made up.
    @ParameterizedTest
    @CsvSource({
        "ISO_7_BIT,UNIT 12 ALPHA,04001B56749A8818B2 050041066509104000",
        "ISO_8_BIT,Müller 7,0400504DFC6C6C6572 050020370000000000"
    })
    void aliasesOfTheSheet(Format format, String text, String blocks) {
        TalkerAliasCollector collector = new TalkerAliasCollector();
        Optional<TalkerAlias> alias = Optional.empty();
        List<TalkerAliasBlock> sent = new ArrayList<>();
        for (String octets : blocks.split(" ", -1)) {
            assertEquals(Optional.empty(), alias);
            sent.add(block(octets));
            alias = collector.add(sent.getLast());
        }
        assertEquals(new TalkerAlias(format, text), alias.orElseThrow());
        assertEquals(Optional.of(sent), TalkerAlias.encode(format, text));
    }

    @Test
    void everyFormatComesBackInAnyOrder() {
        Random random = Seeds.random("TalkerAliasTest");
        for (int i = 0; i < 2_000; i++) {
            Format format = List.of(Format.values()).get(random.nextInt(4));
            String text = text(random, format);
            List<TalkerAliasBlock> blocks =
                    new ArrayList<>(TalkerAlias.encode(format, text).orElseThrow());
            Collections.shuffle(blocks, random);
            TalkerAliasCollector collector = new TalkerAliasCollector();
            Optional<TalkerAlias> alias = Optional.empty();
            for (TalkerAliasBlock block : blocks) {
                alias = collector.add(block);
            }
            assertEquals(new TalkerAlias(format, text), alias.orElseThrow());
        }
    }

    private static String text(Random random, Format format) {
        String characters =
                switch (format) {
                    case ISO_7_BIT -> "ABC xyz019-";
                    case ISO_8_BIT -> "ABCäöüß 7";
                    case UTF_8, UTF_16 -> "Aäж漢9";
                };
        int most = format == Format.UTF_8 ? 9 : format.maxLength();
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString().strip();
    }

    @Test
    void whatDoesNotFitIsNotSent() {
        assertTrue(TalkerAlias.encode(Format.ISO_7_BIT, "ä").isEmpty());
        assertTrue(TalkerAlias.encode(Format.ISO_7_BIT, "x".repeat(32)).isEmpty());
        assertTrue(TalkerAlias.encode(Format.ISO_7_BIT, "x".repeat(31)).isPresent());
        assertTrue(TalkerAlias.encode(Format.ISO_8_BIT, "x".repeat(28)).isEmpty());
        assertTrue(TalkerAlias.encode(Format.UTF_16, "x".repeat(14)).isEmpty());
        assertTrue(TalkerAlias.encode(Format.UTF_8, "漢".repeat(10)).isEmpty());
    }

    @Test
    void rubbishIsShownAsFarAsItCanBe() {
        Random random = Seeds.random("TalkerAliasTest");
        for (int i = 0; i < 5_000; i++) {
            TalkerAlias alias = TalkerAlias.decode(Seeds.octets(random, TalkerAlias.LENGTH_BYTES));
            assertTrue(alias.text().length() <= 31);
            assertTrue(alias.text().codePoints().noneMatch(Character::isISOControl));
        }
        TalkerAliasCollector collector = new TalkerAliasCollector();
        assertEquals(Optional.empty(), collector.add(block("050041066509104000")));
        collector.clear();
        assertEquals(Optional.empty(), collector.add(block("04001B56749A8818B2")));
    }
}
