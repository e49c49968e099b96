package dev.gatehouse.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.inventory.InventoryChange.Cause;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Evidence to state, contradictions, one device for many sightings, lists that change while
/// devices are known, and waivers to the second.
class DeviceTableTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant EXPIRES = Instant.parse("2027-03-31T00:00:00Z");
    private static final Duration LONG = Duration.ofDays(3_650);

    private static Judge judge(String lists, String waivers) {
        return judge(1, lists, waivers);
    }

    private static Judge judge(long version, String lists, String waivers) {
        return new Judge(
                MadeUpPolicy.read(MadeUpPolicy.policy(version, lists, waivers)),
                Optional.of(MadeUpPolicy.registry()));
    }

    private static Judge standard() {
        return judge(MadeUpPolicy.standard(), "");
    }

    private static Sighting told(
            String address, EvidenceMethod method, String maker, String value) {
        return Sighting.message(
                "eth0",
                address,
                "",
                Sighting.Told.NOTHING,
                "",
                List.of(Evidence.maker(method, maker, value, NOW)),
                NOW);
    }

    private static InventoryDevice only(DeviceTable table) {
        assertEquals(1, table.devices().size());
        return table.devices().getFirst();
    }

    private static List<Cause> causes(List<InventoryChange> changes) {
        return changes.stream().map(InventoryChange::cause).toList();
    }

    @Test
    void theBestEvidenceMakesTheState() {
        DeviceTable table = new DeviceTable(standard());
        String address = "192.0.2.40";
        assertEquals(
                List.of(Cause.APPEARED),
                causes(
                        table.seen(
                                Sighting.neighbour(
                                        "eth0", address, MadeUpPolicy.mac("A4A4A4000001"), NOW))));
        assertEquals(DeviceState.REVIEW, only(table).state(), "one weak item is for a person");
        table.seen(told(address, EvidenceMethod.SSDP, "", "Linux UPnP/1.0 Hikvision-Webs"));
        assertEquals(DeviceState.INDICATED, only(table).state());
        table.seen(told(address, EvidenceMethod.SNMP_OBJECT, "", "1.3.6.1.4.1.39165.1.2"));
        assertEquals(DeviceState.INDICATED, only(table).state());
        List<InventoryChange> confirmed =
                table.seen(
                        told(address, EvidenceMethod.ONVIF_INFORMATION, "HIK", "HIK DS-EXAMPLE"));
        assertEquals(List.of(Cause.EVIDENCE), causes(confirmed));
        InventoryDevice device = only(table);
        assertEquals(DeviceState.CONFIRMED, device.state());
        assertEquals("Hikvision", device.judgement().maker());
        assertEquals(
                "Indicator of covered maker: Hikvision (level 4: ONVIF device information, with"
                        + " credentials), list US-FCC of 2026-03-23",
                InventoryWords.line(device, standard().policy()));
        assertEquals(
                List.of(), table.seen(told(address, EvidenceMethod.HTTP_SERVER, "", "App-webs/")));
    }

    @Test
    void theAssetRegisterConfirms() {
        DeviceTable table = new DeviceTable(standard());
        table.seen(Sighting.neighbour("eth0", "192.0.2.5", MadeUpPolicy.mac("A4A4A4000005"), NOW));
        assertEquals(DeviceState.CONFIRMED, only(table).state());
    }

    @Test
    void noEvidenceIsNoAbsence() {
        DeviceTable table = new DeviceTable(standard());
        table.seen(Sighting.neighbour("eth0", "192.0.2.9", MadeUpPolicy.mac("A2A4A4000001"), NOW));
        assertEquals(DeviceState.UNKNOWN_MAKER, only(table).state());
        assertEquals(
                "Maker not established", InventoryWords.line(only(table), standard().policy()));
        table.seen(told("192.0.2.9", EvidenceMethod.LLDP_MED, "Axis", "Axis"));
        assertEquals(DeviceState.NOT_LISTED, only(table).state());
        DeviceTable without = new DeviceTable(new Judge(CoveredPolicy.NONE, Optional.empty()));
        without.seen(told("192.0.2.9", EvidenceMethod.LLDP_MED, "Axis", "Axis"));
        assertEquals(DeviceState.NOT_COMPARED, only(without).state());
    }

    @Test
    void makersThatDifferContradictEachOther() {
        DeviceTable table = new DeviceTable(standard());
        String address = "192.0.2.41";
        table.seen(Sighting.neighbour("eth0", address, MadeUpPolicy.mac("A4A4A4000002"), NOW));
        table.seen(told(address, EvidenceMethod.UPNP_DESCRIPTION, "Brand of another", "x"));
        assertEquals(
                DeviceState.REVIEW,
                only(table).state(),
                "a covered board in a box of another brand stays a case for a person");
        table.seen(told(address, EvidenceMethod.HTTP_SERVER, "", "App-webs/"));
        assertEquals(DeviceState.CONFLICT, only(table).state());
        DeviceTable known = new DeviceTable(standard());
        known.seen(told(address, EvidenceMethod.LLDP_MED, "AXIS", "AXIS"));
        known.seen(told(address, EvidenceMethod.HTTP_SERVER, "", "Hikvision-Webs"));
        assertEquals(DeviceState.CONFLICT, only(known).state());
    }

    @Test
    void affiliatesAreReviewedWhateverTheEvidence() {
        DeviceTable table = new DeviceTable(standard());
        table.seen(told("192.0.2.42", EvidenceMethod.ONVIF_INFORMATION, "Ezviz", "Ezviz C1"));
        assertEquals(DeviceState.REVIEW, only(table).state());
    }

    @Test
    void radiosAreDevicesToo() {
        var sign = new RadioReport.MakerSign(RadioReport.MakerSign.Kind.FEATURE_SET_ID, "68");
        DeviceTable table = new DeviceTable(standard());
        assertTrue(RadioSightings.of(radio(sign, 2), NOW).isEmpty(), "three equal sightings count");
        table.seen(RadioSightings.of(radio(sign, 3), NOW).orElseThrow());
        assertEquals(DeviceState.INDICATED, only(table).state());
        assertEquals("radio", only(table).role());
        assertEquals("dmr:1234567", only(table).endpoint());
    }

    private static HeardRadio radio(RadioReport.MakerSign sign, long times) {
        return new HeardRadio(
                1_234_567,
                RadioSystem.HYTERA,
                1,
                NOW,
                NOW,
                0,
                times,
                false,
                false,
                OptionalLong.empty(),
                List.of(new HeardRadio.Sign(sign, times)));
    }

    @Test
    void oneDeviceHoweverItIsSeen() {
        DeviceTable table = new DeviceTable(standard());
        table.seen(told("192.0.2.40", EvidenceMethod.MDNS, "", "Lane3"));
        String byAddress = only(table).id();
        List<InventoryChange> named =
                table.seen(
                        Sighting.neighbour(
                                "eth0", "192.0.2.40", MadeUpPolicy.mac("A8A8A8000001"), NOW));
        assertEquals(List.of(Cause.IDENTIFIED), causes(named));
        assertEquals(byAddress, named.getFirst().formerId());
        table.seen(
                Sighting.neighbour("eth0", "2001:db8::40", MadeUpPolicy.mac("A8A8A8000001"), NOW));
        InventoryDevice device = only(table);
        assertEquals(List.of("2001:db8::40", "192.0.2.40"), device.addresses());
        // another interface takes the address over: a swap is seen as a new device
        assertEquals(
                List.of(Cause.APPEARED),
                causes(
                        table.seen(
                                Sighting.neighbour(
                                        "eth0",
                                        "192.0.2.40",
                                        MadeUpPolicy.mac("A8A8A8000002"),
                                        NOW.plusSeconds(1)))));
        assertEquals(2, table.devices().size());
        assertEquals(
                List.of(Cause.DISAPPEARED, Cause.DISAPPEARED),
                causes(table.tick(NOW.plusSeconds(7_200), Duration.ofHours(1))));
        assertEquals(List.of(), table.tick(NOW.plusSeconds(7_260), Duration.ofHours(1)));
        assertEquals(
                List.of(Cause.RETURNED),
                causes(
                        table.seen(
                                Sighting.neighbour(
                                        "eth0",
                                        "192.0.2.40",
                                        MadeUpPolicy.mac("A8A8A8000002"),
                                        NOW.plusSeconds(7_300)))));
    }

    @Test
    void virtualRoutersAreNoIdentity() {
        DeviceTable table = new DeviceTable(standard());
        var vrrp = MadeUpPolicy.mac("00005E000107");
        table.seen(Sighting.neighbour("eth0", "192.0.2.1", vrrp, NOW));
        table.seen(Sighting.neighbour("eth0", "192.0.2.2", vrrp, NOW));
        assertEquals(2, table.devices().size());
        assertEquals(DeviceState.UNKNOWN_MAKER, table.devices().getFirst().state());
    }

    @Test
    void aNewListJudgesEveryDeviceOnce() {
        DeviceTable table = new DeviceTable(standard());
        table.seen(told("192.0.2.40", EvidenceMethod.ONVIF_PROBE, "", "HIKVISION DS-EXAMPLE"));
        table.seen(told("192.0.2.41", EvidenceMethod.ONVIF_PROBE, "Axis", "Axis"));
        table.seen(told("192.0.2.42", EvidenceMethod.ONVIF_PROBE, "Acme", "Acme"));
        String more =
                MadeUpPolicy.list(
                        "US-FCC",
                        "2026-11-01",
                        MadeUpPolicy.entry("hikvision", "Hikvision", "named", "")
                                + ","
                                + MadeUpPolicy.entry("acme", "Acme", "named", ""));
        List<InventoryChange> changes = table.judgeAll(judge(2, more, ""), NOW);
        assertEquals(List.of(Cause.POLICY), causes(changes), "one, for the one that changed");
        assertEquals(List.of("192.0.2.42"), changes.getFirst().device().addresses());
        assertEquals(DeviceState.NOT_LISTED, changes.getFirst().from());
        assertEquals(DeviceState.INDICATED, changes.getFirst().device().state());
        assertEquals(List.of(), table.judgeAll(judge(3, more, ""), NOW));
        assertEquals(
                2,
                table.judgeAll(new Judge(CoveredPolicy.NONE, Optional.empty()), NOW).stream()
                        .filter(change -> change.from() == DeviceState.INDICATED)
                        .count());
    }

    @Test
    void waiversHoldToTheSecond() {
        String waiver = MadeUpPolicy.waiver("W-2026-014", MadeUpPolicy.PEOPLE, MadeUpPolicy.TIMES);
        DeviceTable table = new DeviceTable(judge(MadeUpPolicy.standard(), waiver));
        table.seen(
                new Sighting(
                        "eth0",
                        "192.0.2.50",
                        Optional.of(MadeUpPolicy.mac("A0A0A0123456")),
                        "",
                        new Sighting.Told("RD-X", "TEST0001", ""),
                        "repeater",
                        List.of(Evidence.maker(EvidenceMethod.LLDP_MED, "Hytera", "Hytera", NOW)),
                        Instant.parse("2026-10-31T23:59:59Z")));
        assertEquals(Waiver.State.PENDING, leave(table).state());
        assertEquals(
                List.of(Cause.WAIVER_BEGUN),
                causes(table.tick(Instant.parse("2026-11-01T00:00:00Z"), LONG)));
        assertTrue(leave(table).state().holds());
        for (int days : Waiver.TELL_DAYS) {
            Instant edge = EXPIRES.minus(Duration.ofDays(days));
            assertEquals(List.of(), table.tick(edge.minusSeconds(1), LONG));
            assertEquals(List.of(Cause.WAIVER_EXPIRING), causes(table.tick(edge, LONG)));
            assertEquals(days, leave(table).days());
            assertEquals(List.of(), table.tick(edge.plusSeconds(1), LONG), "told once");
        }
        assertEquals(List.of(), table.tick(EXPIRES.minusSeconds(1), LONG));
        assertTrue(leave(table).state().holds(), "one second before its end");
        assertTrue(
                InventoryWords.line(only(table), judge(MadeUpPolicy.standard(), waiver).policy())
                        .contains("Waiver W-2026-014 until 2027-03-31T00:00:00Z"));
        assertEquals(List.of(Cause.WAIVER_EXPIRED), causes(table.tick(EXPIRES, LONG)));
        assertFalse(leave(table).state().holds());
        assertEquals(DeviceState.INDICATED, only(table).state(), "it is shown as it was before");
        assertEquals(List.of(), table.tick(EXPIRES.plusSeconds(1), LONG));
        assertEquals(
                List.of(Cause.WAIVER_REVOKED),
                causes(
                        table.judgeAll(
                                judge(
                                        2,
                                        MadeUpPolicy.standard(),
                                        waiver.replace(
                                                "\"reason\"", "\"revoked\":true,\"reason\"")),
                                EXPIRES)));
    }

    private static Judgement.Leave leave(DeviceTable table) {
        return only(table).judgement().leave().orElseThrow();
    }

    @Test
    void aWaiverIsForItsDeviceAlone() {
        String waiver = MadeUpPolicy.waiver("W-1", MadeUpPolicy.PEOPLE, MadeUpPolicy.TIMES);
        DeviceTable table = new DeviceTable(judge(MadeUpPolicy.standard(), waiver));
        for (String[] other :
                new String[][] {{"A0A0A0123457", "TEST0001"}, {"A0A0A0123456", "TEST0002"}}) {
            table.seen(
                    new Sighting(
                            "eth0",
                            "192.0.2.50",
                            Optional.of(MadeUpPolicy.mac(other[0])),
                            "",
                            new Sighting.Told("", other[1], ""),
                            "",
                            List.of(),
                            NOW));
            table.seen(Sighting.neighbour("eth0", "192.0.2.50", MadeUpPolicy.mac(other[0]), NOW));
        }
        assertEquals(2, table.devices().size());
        table.devices()
                .forEach(device -> assertEquals(Optional.empty(), device.judgement().leave()));
    }

    @Test
    void timeNeverGoesBack() {
        TrustedTime time = new TrustedTime(EXPIRES.minusSeconds(10));
        assertEquals(EXPIRES.minusSeconds(10), time.read(NOW, true), "clock back over a restart");
        assertEquals(EXPIRES, time.read(EXPIRES, true));
        assertEquals(EXPIRES, time.read(NOW, true));
        Instant wrong = EXPIRES.plus(LONG);
        assertEquals(wrong, time.read(wrong, false), "a clock ahead ends a waiver early");
        assertEquals(EXPIRES, time.read(NOW, false), "and is not remembered");
        assertEquals(EXPIRES, time.latest());
    }

    @Test
    void theTableIsBoundedWhateverComes() {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        Random random = new Random(seed);
        DeviceTable table = new DeviceTable(standard());
        EvidenceMethod[] methods = EvidenceMethod.values();
        for (int i = 0; i < 6_000; i++) {
            String address = "10.0." + random.nextInt(12) + "." + random.nextInt(256);
            Sighting sighting =
                    random.nextBoolean()
                            ? Sighting.neighbour(
                                    "eth" + random.nextInt(2),
                                    address,
                                    new dev.gatehouse.protocols.discovery.MacAddress(
                                            0xA4A4_A400_0000L + random.nextInt(3_000)),
                                    NOW.plusSeconds(i))
                            : told(
                                    address,
                                    methods[random.nextInt(methods.length)],
                                    random.nextInt(3) == 0 ? "Hikvision" : "",
                                    "v" + random.nextInt(50));
            for (InventoryChange change : table.seen(sighting)) {
                assertTrue(
                        change.device().evidence().size() <= DeviceTable.MAX_EVIDENCE,
                        "seed " + seed);
                assertTrue(
                        change.device().addresses().size() <= DeviceTable.MAX_ADDRESSES
                                && change.device().macs().size() <= DeviceTable.MAX_ADDRESSES,
                        "seed " + seed);
            }
            assertTrue(table.devices().size() <= DeviceTable.MAX_DEVICES, "seed " + seed);
        }
        long addresses =
                table.devices().stream()
                        .flatMap(device ->
                                device.addresses().stream()
                                        .map(address -> device.segment() + address))
                        .count();
        long distinct =
                table.devices().stream()
                        .flatMap(device ->
                                device.addresses().stream()
                                        .map(address -> device.segment() + address))
                        .distinct()
                        .count();
        assertEquals(distinct, addresses, "an address belongs to one device, seed " + seed);
        for (InventoryDevice device : table.devices()) {
            assertEquals(
                    Optional.of(device),
                    WireInventory.device(WireInventory.device(device)),
                    "seed " + seed);
        }
    }

    @Test
    void patternsAreAnchoredAndCaseBlind() {
        assertTrue(MakerRule.matches("DS-*", "ds-2CD2"));
        assertFalse(MakerRule.matches("DS-*", "xDS-2CD2"));
        assertTrue(MakerRule.matches("*webs*", "Hikvision-Webs"));
        assertFalse(MakerRule.matches("a", "ab"));
        assertFalse(MakerRule.matches("*", ""));
        assertFalse(MakerRule.matches("a*a*a*a*a*b", "a".repeat(256)));
    }
}
