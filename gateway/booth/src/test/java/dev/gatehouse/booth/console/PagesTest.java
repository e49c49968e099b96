package dev.gatehouse.booth.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the pages say, in every language, and how much of it there is.
class PagesTest {
    /// First load of the panel at most: page, style, icon and script.
    private static final int FIRST_LOAD_MAX_BYTES = 60 * 1_024;

    private final Pages pages = new Pages();
    private final Session session = new Session("0011", Role.VIEWER, "token", 0);

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Test
    void allCataloguesHaveTheSameKeysAndPlaces() {
        Map<String, String> english = pages.messages(Language.EN);
        Pattern place = Pattern.compile("\\{\\w+}");
        for (Language language : Language.values()) {
            Map<String, String> other = pages.messages(language);
            assertEquals(english.keySet(), other.keySet(), language.tag());
            english.forEach((key, message) ->
                    assertEquals(
                            new TreeSet<>(
                                    place.matcher(message).results().map(m -> m.group()).toList()),
                            new TreeSet<>(
                                    place.matcher(other.getOrDefault(key, ""))
                                            .results()
                                            .map(m -> m.group())
                                            .toList()),
                            language.tag() + ": " + key));
            other.forEach((key, message) -> assertFalse(message.isBlank(), language + key));
        }
    }

    @Test
    void frenchIsSetAsFrenchIs() {
        pages.messages(Language.FR)
                .forEach((key, message) -> {
                    assertFalse(
                            Pattern.compile("[^\u202F][;!?%]").matcher(message).find(),
                            "narrow space before ; ! ? %: " + key);
                    assertFalse(
                            Pattern.compile("[^\u00A0]:").matcher(message).find(),
                            "space before a colon: " + key);
                    assertFalse(message.contains("'") || message.contains("..."), key);
                });
        pages.messages(Language.EN)
                .forEach((key, message) ->
                        assertFalse(message.contains("'") || message.contains("..."), key));
    }

    @Test
    void theScriptsNameOnlyMessagesThatExist() {
        String script = text(pages.panelScript()) + text(pages.pairingScript());
        Set<String> keys = pages.messages(Language.EN).keySet();
        Matcher said = Pattern.compile("(?:say|fill|speak|link)\\('([a-z._]+)'").matcher(script);
        int count = 0;
        while (said.find()) {
            count++;
            assertTrue(keys.contains(said.group(1)), said.group(1));
        }
        Matcher rows = Pattern.compile("row\\('[a-z]+', '[a-z._]+', '([a-z._]+)'").matcher(script);
        while (rows.find()) {
            count++;
            assertTrue(keys.contains(rows.group(1)), rows.group(1));
        }
        assertTrue(count > 30, "the scripts were read: " + count);
    }

    @Test
    void everyEnumThatIsShownHasItsWord() {
        Set<String> keys = pages.messages(Language.EN).keySet();
        for (var level : dev.gatehouse.core.lookout.ListLevel.values()) {
            assertTrue(keys.contains("level." + level), level.name());
        }
        for (var source : dev.gatehouse.core.lookout.ListSource.values()) {
            assertTrue(keys.contains("source." + source), source.name());
        }
        for (var stage : dev.gatehouse.booth.uplink.Uplink.Stage.values()) {
            assertTrue(keys.contains("stage." + stage), stage.name());
        }
        for (var quality : dev.gatehouse.protocols.observation.TimeQuality.values()) {
            assertTrue(keys.contains("quality." + quality), quality.name());
        }
        for (var kind : dev.gatehouse.drivers.DeviceKind.values()) {
            assertTrue(keys.contains("kind." + kind.word()), kind.word());
        }
        for (var stage : dev.gatehouse.core.referral.Stage.values()) {
            assertTrue(!stage.open() || keys.contains("referral." + stage), stage.name());
        }
        for (var signal : dev.gatehouse.proto.v1.LaneSignal.values()) {
            String word = signal.name().replace("LANE_SIGNAL_", "");
            assertTrue(word.equals("UNRECOGNIZED") || keys.contains("signal." + word), word);
        }
        for (var role : Role.values()) {
            assertTrue(keys.contains("role." + role.word()), role.word());
        }
    }

    @Test
    void aFirstLoadIsSmall() {
        for (Language language : Language.values()) {
            int bytes =
                    pages.panel(language, session).length
                            + pages.css().length
                            + pages.icon().length
                            + pages.panelScript().length;
            System.out.println("first load of the panel, " + language.tag() + ": " + bytes);
            assertTrue(bytes <= FIRST_LOAD_MAX_BYTES, language + ": " + bytes);
        }
    }

    @Test
    void nothingIsLoadedFromElsewhereAndNothingIsInline() {
        for (byte[] one :
                List.of(
                        pages.panel(Language.EN, session),
                        pages.pairing(Language.FR, "token"),
                        pages.css(),
                        pages.panelScript(),
                        pages.pairingScript())) {
            String text = text(one);
            assertFalse(text.contains("//cdn") || text.contains("url("), "outside");
            assertFalse(Pattern.compile("(src|href|action)=\"(?![/#])").matcher(text).find());
            assertFalse(Pattern.compile("\\s(on[a-z]+|style)=\"").matcher(text).find());
            assertFalse(text.contains("innerHTML") || text.contains("{{"), "unsafe or unfilled");
        }
    }

    @Test
    void whatIsPutInIsEscaped() {
        Session odd = new Session("0011", Role.VIEWER, "\"><script>alert(1)</script>", 0);
        assertFalse(text(pages.panel(Language.EN, odd)).contains("<script>alert"));
    }

    @Test
    void acceptLanguageIsReadWithItsWeights() {
        assertEquals(Language.EN, Language.preferred(""));
        assertEquals(Language.FR, Language.preferred("fr"));
        assertEquals(Language.FR, Language.preferred("en;q=0.5, fr-CA;q=0.8"));
        assertEquals(Language.EN, Language.preferred("de, en;q=0.2, fr;q=0.1"));
        assertEquals(Language.EN, Language.preferred("fr;q=NaN, fr;q=-1, fr;q=2, en;q=0.1"));
        assertEquals(Language.EN, Language.preferred("fr,".repeat(200)));
    }
}
