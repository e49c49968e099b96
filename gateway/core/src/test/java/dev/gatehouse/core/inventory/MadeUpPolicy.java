package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.discovery.MacAddress;
import java.nio.charset.StandardCharsets;

/// A policy, an address registry and devices made up for the tests. The makers' names are those of
/// the published lists; blocks and devices are nobody's.
final class MadeUpPolicy {
    /// Blocks within those that are for documentation or were never assigned.
    static final String REGISTRY =
            """
            {"asOf":"2026-01-31","makers":[
             {"maker":"hytera","assignments":[{"registry":"MA-L","organisation":"Made-up Hytera","prefixes":["A0A0A0"]}]},
             {"maker":"hikvision","assignments":[{"registry":"MA-L","organisation":"Made-up Hikvision","prefixes":["A4A4A4"]}]},
             {"maker":"other","assignments":[
               {"registry":"MA-L","organisation":"Private","prefixes":["A8A8A8"]},
               {"registry":"MA-M","organisation":"Small Block Ltd","prefixes":["A0A0A09"]},
               {"registry":"MA-S","organisation":"Smallest Block Ltd","prefixes":["A0A0A0912"]},
               {"registry":"MA-L","organisation":"wrong length","prefixes":["A0A0A012"]}]}]}
            """;

    private MadeUpPolicy() {}

    static OuiTable registry() {
        return value(OuiTable.read(REGISTRY.getBytes(StandardCharsets.UTF_8)));
    }

    static String list(String id, String version, String entries) {
        return """
        {"listId":"%s","version":"%s","asOf":"2026-03-23","source":"made up","entries":[%s]}\
        """
                .formatted(id, version, entries);
    }

    static String entry(String id, String maker, String relation, String more) {
        return """
        {"id":"%s","maker":"%s","relation":"%s","scope":"made up","included":"2021-03-12","action":"REPORT","ouiSets":["%s"],"patterns":["*%s*"]%s}\
        """
                .formatted(id, maker, relation, id, id, more);
    }

    static String standard() {
        return list(
                "US-FCC",
                "2026-03-23",
                String.join(
                        ",",
                        entry("hytera", "Hytera", "named", ",\"enterprises\":[40297]"),
                        entry(
                                "hikvision",
                                "Hikvision",
                                "named",
                                ",\"aliases\":[\"HIK\",\"App-webs/\"],\"enterprises\":[39165]"),
                        entry("ezviz", "Ezviz", "affiliate-verify", "")));
    }

    static String waiver(String id, String people, String times) {
        return """
        {"id":"%s","listId":"US-FCC","entryId":"hytera","subject":{"kind":"repeater","mac":"A0:A0:A0:12:34:56","serial":"TEST0001"},"reason":"radio replacement project, lane net 3","controls":["isolated VLAN"],"replacementDue":"2027-02-28",%s,%s}\
        """
                .formatted(id, people, times);
    }

    static final String PEOPLE =
            "\"requestedBy\":\"u-117\",\"approvedBy\":\"u-041\",\"secondApprover\":\"u-009\"";
    static final String TIMES =
            "\"issued\":\"2026-11-01T00:00:00Z\",\"notBefore\":\"2026-11-01T00:00:00Z\",\"expires\":\"2027-03-31T00:00:00Z\"";

    static String policy(long version, String lists, String waivers) {
        return """
        {"version":%d,"lists":[%s],"makers":[{"maker":"Axis","aliases":["AXIS"],"patterns":["axis*"],"enterprises":[368]}],
         "assets":[{"mac":"A4:A4:A4:00:00:05","maker":"Hikvision","model":"DS-X","reference":"photo 7"}],"waivers":[%s]}\
        """
                .formatted(version, lists, waivers);
    }

    static CoveredPolicy read(String json) {
        return value(CoveredPolicy.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    static <T> T value(Decoded<T> decoded) {
        if (decoded instanceof Decoded.Message<T>(T value)) {
            return value;
        }
        throw new AssertionError(decoded.toString());
    }

    static MacAddress mac(String text) {
        return MacAddress.parse(text).orElseThrow();
    }
}
