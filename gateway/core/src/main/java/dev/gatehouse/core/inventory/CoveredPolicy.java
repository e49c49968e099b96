package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.discovery.JsonTree;
import dev.gatehouse.protocols.discovery.MacAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that devices are held against: dated lists of covered equipment, other makers to know
/// devices by, what the asset register says of single devices, and waivers. Data that is signed as
/// a whole ([PolicyFile]); nothing of it stands in the program.
///
/// @param version above that of every earlier policy
/// @param lists of covered equipment
/// @param makers known by their signs and on no list
/// @param assets what a person has read on a device
/// @param waivers that keep to the rules
/// @param refusedWaivers ids of those that break one, with what they break
public record CoveredPolicy(
        long version,
        List<PolicyList> lists,
        List<MakerRule> makers,
        List<Asset> assets,
        List<Waiver> waivers,
        List<String> refusedWaivers) {
    /// Octets of a policy.
    public static final int MAX_OCTETS = 4 << 20;

    private static final int MAX_LISTS = 32;
    private static final int MAX_ENTRIES = 1_024;
    private static final int MAX_WAIVERS = 4_096;
    private static final int MAX_ASSETS = 4_096;

    /// Nothing to hold devices against.
    public static final CoveredPolicy NONE =
            new CoveredPolicy(0, List.of(), List.of(), List.of(), List.of(), List.of());

    /// A line of the asset register: level 5.
    ///
    /// @param mac of the device, if it is known by one
    /// @param serial of the device; empty when it is known by its interface address
    /// @param maker read from the label
    /// @param model read from the label
    /// @param reference of the photo or the register's line
    public record Asset(
            Optional<MacAddress> mac, String serial, String maker, String model, String reference) {
        boolean isFor(Set<MacAddress> macs, String ofSerial) {
            return (mac.isPresent() || !serial.isEmpty())
                    && (mac.isEmpty() || macs.contains(mac.get()))
                    && (serial.isEmpty() || serial.equals(ofSerial));
        }
    }

    public CoveredPolicy {
        lists = List.copyOf(lists);
        makers = List.copyOf(makers);
        assets = List.copyOf(assets);
        waivers = List.copyOf(waivers);
        refusedWaivers = List.copyOf(refusedWaivers);
    }

    public boolean isEmpty() {
        return lists.isEmpty();
    }

    /// Reads the plain form.
    public static Decoded<CoveredPolicy> read(byte[] octets) {
        return switch (JsonTree.read(octets, MAX_OCTETS)) {
            case Decoded.Rejected<JsonTree>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<JsonTree>(var tree) -> new Reader().policy(tree);
        };
    }

    /// Reads one document; the first fault is told with its place.
    private static final class Reader {
        private @Nullable String fault;

        Decoded<CoveredPolicy> policy(JsonTree tree) {
            known(tree, "policy", Set.of("version", "lists", "makers", "assets", "waivers"));
            List<PolicyList> lists = new ArrayList<>();
            items(tree, "lists", MAX_LISTS).forEach(one -> lists.add(list(one)));
            List<MakerRule> makers = new ArrayList<>();
            items(tree, "makers", MAX_ENTRIES)
                    .forEach(one -> makers.add(rule(one, "makers", true)));
            List<Asset> assets = new ArrayList<>();
            items(tree, "assets", MAX_ASSETS).forEach(one -> assets.add(asset(one)));
            List<Waiver> waivers = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            for (JsonTree one : items(tree, "waivers", MAX_WAIVERS)) {
                Waiver waiver = waiver(one);
                List<String> faults = new ArrayList<>(waiver.faults());
                if (!ids.add(waiver.id())) {
                    faults.add("another waiver has the same id");
                }
                if (faults.isEmpty()) {
                    waivers.add(waiver);
                } else {
                    refused.add(waiver.id() + ": " + String.join("; ", faults));
                }
            }
            long version = tree.at("version").whole().orElse(0L);
            if (version < 1) {
                fault("version: expected a whole number from 1");
            }
            if (lists.isEmpty()) {
                fault("lists: expected at least one");
            }
            String found = fault;
            return found == null
                    ? Decoded.message(
                            new CoveredPolicy(version, lists, makers, assets, waivers, refused))
                    : Decoded.rejected(RejectReason.BAD_VALUE, found);
        }

        private List<JsonTree> items(JsonTree tree, String name, int most) {
            List<JsonTree> items = tree.at(name).items();
            if (items.size() > most) {
                fault(name + ": expected at most " + most);
                return List.of();
            }
            return items;
        }

        private PolicyList list(JsonTree one) {
            known(one, "lists", Set.of("listId", "version", "asOf", "source", "entries"));
            String id = need(one, "listId", "lists");
            List<PolicyEntry> entries = new ArrayList<>();
            for (JsonTree entry : items(one, "entries", MAX_ENTRIES)) {
                entries.add(entry(entry, id));
            }
            return new PolicyList(
                    id,
                    need(one, "version", id),
                    day(one, "asOf", id),
                    need(one, "source", id),
                    entries);
        }

        private PolicyEntry entry(JsonTree one, String list) {
            known(
                    one,
                    list,
                    Set.of(
                            "id",
                            "maker",
                            "aliases",
                            "relation",
                            "scope",
                            "included",
                            "ouiSets",
                            "patterns",
                            "enterprises",
                            "action"));
            String id = need(one, "id", list);
            String place = list + " " + id;
            return new PolicyEntry(
                    id,
                    word(PolicyEntry.Relation.values(), one.text("relation"), "NAMED", place),
                    one.text("scope"),
                    day(one, "included", place),
                    word(PolicyEntry.Action.values(), one.text("action"), "REPORT", place),
                    rule(one, place, false));
        }

        private MakerRule rule(JsonTree one, String place, boolean alone) {
            if (alone) {
                known(one, place, Set.of("maker", "aliases", "ouiSets", "patterns", "enterprises"));
            }
            List<Long> enterprises = new ArrayList<>();
            for (String number : one.at("enterprises").texts()) {
                if (number.matches("[1-9][0-9]{0,9}")) {
                    enterprises.add(Long.parseLong(number));
                } else {
                    fault(place + ": enterprises: expected whole numbers");
                }
            }
            try {
                return new MakerRule(
                        need(one, "maker", place),
                        one.at("aliases").texts(),
                        one.at("patterns").texts(),
                        one.at("ouiSets").texts(),
                        enterprises);
            } catch (IllegalArgumentException e) {
                fault(place + ": " + e.getMessage());
                return new MakerRule("?", List.of(), List.of(), List.of(), List.of());
            }
        }

        private Asset asset(JsonTree one) {
            known(one, "assets", Set.of("mac", "serial", "maker", "model", "reference"));
            return new Asset(
                    mac(one, "assets"),
                    one.text("serial"),
                    need(one, "maker", "assets"),
                    one.text("model"),
                    need(one, "reference", "assets"));
        }

        private Waiver waiver(JsonTree one) {
            known(
                    one,
                    "waivers",
                    Set.of(
                            "id",
                            "listId",
                            "entryId",
                            "subject",
                            "reason",
                            "controls",
                            "replacementDue",
                            "requestedBy",
                            "approvedBy",
                            "secondApprover",
                            "issued",
                            "notBefore",
                            "expires",
                            "revoked"));
            String place = "waiver " + one.text("id");
            JsonTree subject = one.at("subject");
            known(
                    subject,
                    place,
                    Set.of("kind", "mac", "serial", "network", "scope", "approverRole"));
            String scope = subject.text("scope");
            if (!scope.isEmpty() && !scope.equals("FLEET")) {
                fault(place + ": scope: expected FLEET, or nothing");
            }
            return new Waiver(
                    need(one, "id", "waivers"),
                    one.text("listId"),
                    one.text("entryId"),
                    new Waiver.Subject(
                            subject.text("kind"),
                            mac(subject, place),
                            subject.text("serial"),
                            subject.text("network"),
                            scope.equals("FLEET"),
                            subject.text("approverRole")),
                    one.text("reason"),
                    one.at("controls").texts(),
                    day(one, "replacementDue", place),
                    one.text("requestedBy"),
                    one.text("approvedBy"),
                    one.text("secondApprover"),
                    instant(one, "issued", place),
                    instant(one, "notBefore", place),
                    instant(one, "expires", place),
                    one.text("revoked").equals("true"));
        }

        private Optional<MacAddress> mac(JsonTree one, String place) {
            Optional<MacAddress> mac = MacAddress.parse(one.text("mac"));
            if (one.has("mac") && mac.isEmpty()) {
                fault(place + ": mac: expected twelve hex digits");
            }
            return mac;
        }

        private String need(JsonTree one, String name, String place) {
            String text = one.text(name);
            if (text.isEmpty()) {
                fault(place + ": " + name + ": is missing");
                return "?";
            }
            return text;
        }

        private LocalDate day(JsonTree one, String name, String place) {
            try {
                return LocalDate.parse(one.text(name));
            } catch (DateTimeException e) {
                fault(place + ": " + name + ": expected a day, YYYY-MM-DD");
                return LocalDate.EPOCH;
            }
        }

        private Instant instant(JsonTree one, String name, String place) {
            try {
                return Instant.parse(one.text(name));
            } catch (DateTimeException e) {
                fault(place + ": " + name + ": expected a time in UTC, e.g. 2026-11-01T00:00:00Z");
                return Instant.EPOCH;
            }
        }

        private <E extends Enum<E>> E word(E[] words, String text, String otherwise, String place) {
            String wanted =
                    text.isEmpty() ? otherwise : text.toUpperCase(Locale.ROOT).replace('-', '_');
            for (E word : words) {
                if (word.name().equals(wanted)) {
                    return word;
                }
            }
            fault(place + ": expected one of " + List.of(words));
            return words[0];
        }

        /// A misspelt name must never be ignored.
        private void known(JsonTree one, String place, Set<String> names) {
            for (String name : one.names()) {
                if (!names.contains(name)) {
                    fault(place + ": " + name + ": is not known here");
                }
            }
        }

        private void fault(String text) {
            if (fault == null) {
                fault = text;
            }
        }
    }
}
