package dev.gatehouse.drivers.portal;

import dev.gatehouse.drivers.dispatch.SettingsReader;
import dev.gatehouse.protocols.portal.DetectorNames;
import java.util.Map;
import java.util.Set;

/// Settings of a portal of ASCII lines.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `sigma_limit` | of the portal: above it for three intervals without its alarm is a disagreement, 2 to 100 | 7 |
/// | `background_median` | backgrounds that the reference is the median of, 1 to 12 | 12 |
/// | `detectors` | names of the four detectors in the order of the line, parted by commas; they stand in the evidence of an alarm | d1, d2, d3, d4 |
record PortalSettings(int sigmaLimit, int backgroundMedian, DetectorNames detectors) {

    /// Intervals in a row that make a disagreement (clause 3).
    static final int DISAGREEING_INTERVALS = 3;

    static PortalSettings of(Map<String, String> settings) {
        SettingsReader reader =
                new SettingsReader(
                        settings,
                        Set.of("sigma_limit", "background_median", "detectors"),
                        Set.of());
        String detectors = reader.text("detectors");
        return new PortalSettings(
                reader.number("sigma_limit", 7, 2, 100),
                reader.number("background_median", BackgroundTrend.MOST, 1, BackgroundTrend.MOST),
                detectors.isEmpty() ? DetectorNames.USUAL : DetectorNames.of(detectors));
    }
}
