package dev.gatehouse.protocols.homebrew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Dissection;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A technician's view of a datagram.
class HomebrewViewTest {

    private static Dissection view(String hex) {
        return HomebrewView.of(HexFormat.of().parseHex(hex));
    }

    private static List<String> fields(Dissection view) {
        return view.nodes().stream()
                .filter(Dissection.Field.class::isInstance)
                .map(node ->
                        ((Dissection.Field) node).name() + "=" + ((Dissection.Field) node).value())
                .toList();
    }

    @Test
    void loginAndBurst() {
        assertEquals(List.of("word=RPTL", "repeater id=312001"), fields(view("5250544C0004C2C1")));
        Dissection burst =
                view(
                        "444D52440030B43C0000090004C2C2A11234ABCD444B038724420CF015F00CA1C46D"
                                + "FF57D75DF5DE31A835183F303D61385297865B0139");
        assertTrue(fields(burst).contains("source=3191868"));
        assertTrue(fields(burst).contains("signal strength, dBm=-57"));
        assertTrue(burst.sound());
    }

    @Test
    void whatIsNoDatagramIsSaidToBeNone() {
        assertFalse(view("00").sound());
        assertFalse(view("5250544C0004C2").sound());
    }
}
