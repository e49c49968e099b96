package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.discovery.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds the evidence of a device against the policy (covered equipment sheet, sections 3, 6 and
/// 8). Pure: the same evidence, policy, registry and time give the same judgement.
///
/// The level of the best evidence makes the state. Makers that differ at level 2 or above
/// contradict each other. A listed maker with weak evidence alone is a case for a person, and stays
/// one when the device names another maker: covered boards stand in boxes of other brands.
///
/// @param policy in force
/// @param registry of address blocks, if there is one
public record Judge(CoveredPolicy policy, Optional<OuiTable> registry) {
    private static final int CONTRADICTS = 2;

    /// One item of evidence and the maker that it speaks for.
    private record Claim(String maker, boolean recognised, Evidence evidence) {}

    /// Judges one device.
    ///
    /// @param now trusted time
    public Judgement judge(InventoryDevice device, Instant now) {
        List<Evidence> evidence = new ArrayList<>(device.evidence());
        Set<MacAddress> macs = Set.copyOf(device.macs());
        for (CoveredPolicy.Asset asset : policy.assets()) {
            if (asset.isFor(macs, device.serial())) {
                evidence.add(
                        Evidence.maker(
                                EvidenceMethod.ASSET_REGISTER,
                                asset.maker(),
                                asset.maker() + " " + asset.model() + ", " + asset.reference(),
                                device.lastSeen()));
            }
        }
        List<Claim> claims = claims(evidence);
        Optional<Claim> best = best(claims);
        List<Judgement.Finding> findings = findings(device, evidence, macs, now);
        DeviceState state = best.isEmpty() ? DeviceState.UNKNOWN_MAKER : DeviceState.NOT_LISTED;
        for (Judgement.Finding finding : findings) {
            state = state.worse(finding.state());
        }
        if (policy.isEmpty()) {
            state = DeviceState.NOT_COMPARED;
        } else if (contradicts(claims)) {
            state = DeviceState.CONFLICT;
        }
        return new Judgement(
                state,
                best.map(Claim::maker).orElse(""),
                best.map(claim -> claim.evidence.method()),
                findings);
    }

    private List<Claim> claims(List<Evidence> evidence) {
        List<Claim> claims = new ArrayList<>();
        for (Evidence one : evidence) {
            Set<String> makers = new HashSet<>();
            for (MakerRule rule : rules()) {
                if (fits(rule, one)) {
                    makers.add(rule.maker());
                }
            }
            for (String maker : makers) {
                claims.add(new Claim(maker, true, one));
            }
            if (makers.isEmpty()) {
                named(one).ifPresent(maker -> claims.add(new Claim(maker, false, one)));
            }
        }
        return claims;
    }

    private List<MakerRule> rules() {
        List<MakerRule> rules = new ArrayList<>(policy.makers());
        policy.lists().forEach(list -> list.entries().forEach(entry -> rules.add(entry.rule())));
        return rules;
    }

    private boolean fits(MakerRule rule, Evidence evidence) {
        if (evidence.method() == EvidenceMethod.NEIGHBOUR) {
            return holders(evidence).stream().anyMatch(rule::fits);
        }
        return rule.fits(evidence);
    }

    private Optional<String> named(Evidence evidence) {
        if (evidence.method() == EvidenceMethod.NEIGHBOUR) {
            return holders(evidence).stream().findFirst().map(OuiTable.Holder::organisation);
        }
        return Optional.of(evidence.named()).filter(maker -> !maker.isEmpty());
    }

    private List<OuiTable.Holder> holders(Evidence evidence) {
        return registry
                .flatMap(table -> MacAddress.parse(evidence.value()).flatMap(table::holder))
                .stream()
                .toList();
    }

    /// The strongest, and among equals one whose maker the policy knows.
    private static Optional<Claim> best(List<Claim> claims) {
        return claims.stream()
                .max((a, b) ->
                        a.evidence.level() == b.evidence.level()
                                ? Boolean.compare(a.recognised, b.recognised)
                                : Integer.compare(a.evidence.level(), b.evidence.level()));
    }

    /// Makers that no rule knows differ in how they spell themselves: two of those are no
    /// contradiction.
    private static boolean contradicts(List<Claim> claims) {
        Set<String> recognised = new HashSet<>();
        boolean stranger = false;
        for (Claim claim : claims) {
            if (claim.evidence.level() >= CONTRADICTS) {
                stranger |= !claim.recognised;
                if (claim.recognised) {
                    recognised.add(claim.maker.toLowerCase(Locale.ROOT));
                }
            }
        }
        return recognised.size() > 1 || (stranger && !recognised.isEmpty());
    }

    private List<Judgement.Finding> findings(
            InventoryDevice device, List<Evidence> evidence, Set<MacAddress> macs, Instant now) {
        Map<String, Judgement.Finding> found = new LinkedHashMap<>();
        for (PolicyList list : policy.lists()) {
            for (PolicyEntry entry : list.entries()) {
                int level =
                        evidence.stream()
                                .filter(one -> fits(entry.rule(), one))
                                .mapToInt(Evidence::level)
                                .max()
                                .orElse(0);
                if (level > 0) {
                    Judgement.Finding finding =
                            new Judgement.Finding(
                                    list.id(),
                                    list.version(),
                                    entry.id(),
                                    entry.rule().maker(),
                                    entry.state(level),
                                    level,
                                    leave(list.id(), entry.id(), device, macs, now));
                    found.merge(list.id(), finding, Judge::worse);
                }
            }
        }
        List<Judgement.Finding> findings = new ArrayList<>(found.values());
        findings.sort((a, b) -> a.state() == b.state() ? 0 : worse(a, b).equals(a) ? -1 : 1);
        return findings;
    }

    private static Judgement.Finding worse(Judgement.Finding a, Judgement.Finding b) {
        return a.state().worse(b.state()) == a.state() ? a : b;
    }

    /// One that holds before one that does not; among those the one that ends last.
    private Optional<Judgement.Leave> leave(
            String list, String entry, InventoryDevice device, Set<MacAddress> macs, Instant now) {
        return policy.waivers().stream()
                .filter(one -> one.isFor(list, entry, macs, device.serial(), device.endpoint()))
                .max((a, b) -> {
                    boolean first = a.state(now).holds();
                    boolean second = b.state(now).holds();
                    return first == second
                            ? a.expires().compareTo(b.expires())
                            : Boolean.compare(first, second);
                })
                .map(one ->
                        new Judgement.Leave(
                                one.id(),
                                one.state(now),
                                one.state(now).holds() ? one.tellDays(now) : 0));
    }
}
