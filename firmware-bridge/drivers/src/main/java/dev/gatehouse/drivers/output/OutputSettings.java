package dev.gatehouse.drivers.output;

import dev.gatehouse.drivers.cdev.LineName;
import dev.gatehouse.drivers.dispatch.SettingsReader;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Settings of a lane's outputs.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `red`, `amber`, `green`, `barrier`, `pulse` | line of each output that there is, `NAME`, `OFFSET` or `NAME@OFFSET` | none |
/// | `active_low` | outputs, comma between, whose low level is active | none |
/// | `barrier_opens` | `by-hand`: only an officer opens; `when-checked` | by-hand |
/// | `manual_hold_s` | after how long a change by hand reverts | 20 |
///
/// `pulse` changes its level while the booth lives; a relay that falls off without it closes the
/// barrier of a booth that died with the line high.
///
/// @param label of the chip's driver
/// @param lines of each output that there is
/// @param activeLow outputs whose low level is active
record OutputSettings(
        String label,
        Map<Output, LineName> lines,
        Set<Output> activeLow,
        boolean opensWhenChecked,
        int manualHoldS) {

    static final int MANUAL_HOLD_MAX_S = 300;

    private static final String BY_HAND = "by-hand";
    private static final String WHEN_CHECKED = "when-checked";

    OutputSettings {
        lines = Map.copyOf(lines);
        activeLow = Set.copyOf(activeLow);
    }

    /// Reads them.
    ///
    /// @throws IllegalArgumentException stating what was expected
    static OutputSettings of(String label, Map<String, String> settings) {
        Set<String> known =
                EnumSet.allOf(Output.class).stream().map(Output::word).collect(Collectors.toSet());
        SettingsReader reader =
                new SettingsReader(
                        settings, known, Set.of("active_low", "barrier_opens", "manual_hold_s"));
        if (label.isEmpty() || label.contains("/")) {
            throw new IllegalArgumentException(
                    "gpio-lamp: expected the link `gpio:LABEL`, e.g. `gpio:pinctrl-rp1`");
        }
        Map<Output, LineName> lines = new EnumMap<>(Output.class);
        for (Output output : Output.values()) {
            if (!reader.text(output.word()).isEmpty()) {
                lines.put(output, LineName.parse(reader.text(output.word())));
            }
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(
                    "gpio-lamp settings: expected a line for at least one of " + known);
        }
        if (Set.copyOf(lines.values()).size() != lines.size()) {
            throw new IllegalArgumentException("gpio-lamp settings: a line has two outputs");
        }
        Set<Output> activeLow = EnumSet.noneOf(Output.class);
        for (String word : reader.text("active_low").split(",", -1)) {
            if (!word.isBlank()) {
                activeLow.add(Output.of(word.strip()));
            }
        }
        String opens = settings.getOrDefault("barrier_opens", BY_HAND);
        if (!opens.equals(BY_HAND) && !opens.equals(WHEN_CHECKED)) {
            throw new IllegalArgumentException(
                    "barrier_opens: expected " + BY_HAND + " or " + WHEN_CHECKED);
        }
        return new OutputSettings(
                label,
                lines,
                activeLow,
                opens.equals(WHEN_CHECKED),
                reader.number("manual_hold_s", 20, 1, MANUAL_HOLD_MAX_S));
    }
}
