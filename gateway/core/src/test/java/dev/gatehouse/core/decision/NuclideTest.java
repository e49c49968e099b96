package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LookoutAction;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.RadiationReport.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an instrument says of a nuclide raises the priority of its referral and suppresses none.
class NuclideTest {
    @TempDir Path folder;

    private Booth booth;
    private int events;

    @BeforeEach
    void arrive() {
        booth = new Booth(folder, Booth.LIST).ready();
        booth.on();
        booth.read("AAA1111");
    }

    private void find(Kind kind, String code, String... nuclides) {
        var _ =
                booth.decider.observe(
                        booth.observation(
                                "n42-1",
                                "n" + events++,
                                false,
                                true,
                                new RadiationReport(
                                        kind,
                                        code,
                                        0,
                                        RadiationReport.Figures.NONE,
                                        Set.of(),
                                        List.of(nuclides),
                                        "N42_2011",
                                        Octets.NONE)));
    }

    private List<String> raised() {
        return booth.out.transitions().stream()
                .filter(ReferralTransition::hasHit)
                .map(ReferralTransition::getHit)
                .map(NuclideTest::said)
                .toList();
    }

    private static String said(Hit hit) {
        assertEquals(LookoutAction.LOOKOUT_ACTION_REFER_MANDATORY, hit.getAction());
        return hit.getLookoutId() + " " + hit.getPriority();
    }

    @Test
    void anOrdinaryNuclideIsReferredBehindAnyOther() {
        for (String ordinary :
                List.of("MEDICAL", "INDUSTRIAL", "NORM", "NATURALLY_OCCURRING", "NATURAL")) {
            arrive();
            find(Kind.NUCLIDE_ALARM, ordinary, "Tc-99m");
            assertEquals(List.of("CBRNE/NUCLIDE 2"), raised(), ordinary);
        }
    }

    @Test
    void whatIsNotKnownToBeOrdinaryIsUrgent() {
        for (String other : List.of("", "UNKNOWN", "ISOTOPE", "OTHER", "INDUSTRIAL_NUCLEAR")) {
            arrive();
            find(Kind.NUCLIDE_ALARM, other, "Cs-137");
            assertEquals(List.of("CBRNE/RADIATION 1"), raised(), other);
        }
    }

    /// Also where the passage was referred for less before, and never twice.
    @Test
    void specialNuclearMaterialIsToldWhateverWasToldBefore() {
        find(Kind.NUCLIDE_ALARM, "INDUSTRIAL", "Cs-137");
        find(Kind.GAMMA_ALARM, "GAMMA");
        find(Kind.NUCLIDE_ALARM, "SNM", "Pu-239");
        find(Kind.NUCLIDE_ALARM, "SPECIAL_NUCLEAR_MATERIAL_SNM_", "U-235");
        find(Kind.NEUTRON_ALARM, "NEUTRON");
        find(Kind.NUCLIDE_ALARM, "MEDICAL", "I-131");
        assertEquals(List.of("CBRNE/NUCLIDE 2", "CBRNE/RADIATION 1", "CBRNE/SNM 1"), raised());
        assertEquals(3, booth.decider.snapshot().referrals());
    }

    @Test
    void afterTheWorstNothingLessIsReferredAgain() {
        find(Kind.NUCLIDE_ALARM, "SNM", "Pu-239");
        find(Kind.GAMMA_ALARM, "GAMMA");
        find(Kind.NUCLIDE_ALARM, "MEDICAL", "I-131");
        assertEquals(List.of("CBRNE/SNM 1"), raised());
        assertEquals(
                3,
                booth.out.observations().stream()
                        .filter(seen -> seen.getObservation().hasRadiation())
                        .count(),
                "each is recorded");
    }

    /// A portal's own alarm is never taken down by a word beside it.
    @Test
    void anAlarmWithoutANuclideIsUrgentWhateverItsCodeSays() {
        find(Kind.GAMMA_ALARM, "MEDICAL");
        assertEquals(List.of("CBRNE/RADIATION 1"), raised());
        arrive();
        find(Kind.NUCLIDE_ALARM, "MEDICAL");
        assertEquals(List.of("CBRNE/RADIATION 1"), raised());
    }
}
