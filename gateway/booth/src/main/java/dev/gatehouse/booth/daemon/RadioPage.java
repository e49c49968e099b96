package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.inventory.HeardRadio;
import dev.gatehouse.core.inventory.MakerEvidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The radios that the booth has heard, for the technician on its own machine. What the lists say
/// of them, and where they are, is not told.
final class RadioPage {
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    private RadioPage() {}

    /// One JSON object: `radios`, a list of `id`, `system`, `slot`, `heard_s` and `located_s`
    /// (seconds ago), `times`, `registered`, `emergency`, `maker`, `confidence`, `covered` and
    /// `signs`.
    static String json(List<HeardRadio> radios, long nanos) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (HeardRadio radio : radios) {
            list.add(tree(radio, nanos));
        }
        return StatusPage.json(Map.of("radios", list));
    }

    private static Map<String, Object> tree(HeardRadio radio, long nanos) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", radio.radioId());
        tree.put("system", radio.system().name());
        if (radio.slot() > 0) {
            tree.put("slot", radio.slot());
        }
        tree.put("heard_s", (nanos - radio.lastNanos()) / NANOS_A_SECOND);
        tree.put("times", radio.times());
        tree.put("registered", radio.registered());
        tree.put("emergency", radio.emergency());
        radio.locatedNanos().ifPresent(at -> tree.put("located_s", (nanos - at) / NANOS_A_SECOND));
        MakerEvidence evidence = MakerEvidence.of(radio.signs());
        tree.put("maker", evidence.words());
        tree.put("confidence", evidence.confidence());
        tree.put("covered", evidence.covered().name());
        List<Map<String, Object>> signs = new ArrayList<>();
        for (HeardRadio.Sign sign : radio.signs()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("sign", sign.sign().kind().name());
            one.put("value", sign.sign().value());
            one.put("times", sign.times());
            signs.add(one);
        }
        tree.put("signs", signs);
        return tree;
    }
}
