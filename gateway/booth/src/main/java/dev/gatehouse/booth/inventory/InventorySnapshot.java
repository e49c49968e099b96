package dev.gatehouse.booth.inventory;

import dev.gatehouse.core.inventory.DeviceState;
import dev.gatehouse.core.inventory.Evidence;
import dev.gatehouse.core.inventory.InventoryDevice;
import dev.gatehouse.core.inventory.InventoryWords;
import dev.gatehouse.core.inventory.Judge;
import dev.gatehouse.core.inventory.Judgement;
import dev.gatehouse.core.inventory.PolicyList;
import dev.gatehouse.protocols.discovery.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The inventory as of a moment ago, for pages; nobody changes it.
///
/// @param at trusted time
/// @param devices those with a listed maker first
/// @param judge by which they were judged
/// @param policyTrouble why the policy's file is not in force; empty when it is
/// @param segments that were listened to
/// @param methods that were used since the start
/// @param scanning a scan is under way
/// @param counters of all parts
public record InventorySnapshot(
        Instant at,
        List<InventoryDevice> devices,
        Judge judge,
        String policyTrouble,
        List<String> segments,
        List<String> methods,
        boolean scanning,
        Map<String, Long> counters) {

    public InventorySnapshot {
        devices = List.copyOf(devices);
        segments = List.copyOf(segments);
        methods = List.copyOf(methods);
        counters = Map.copyOf(counters);
    }

    /// A few figures for the status page.
    public Map<String, Object> summary() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("devices", devices.size());
        for (DeviceState state : DeviceState.values()) {
            long count = devices.stream().filter(device -> device.state() == state).count();
            tree.put(state.name().toLowerCase(java.util.Locale.ROOT), count);
        }
        tree.put("policy", policyTrouble.isEmpty() ? "IN_FORCE" : "TROUBLE");
        tree.put("policy_version", judge.policy().version());
        tree.put(
                "policy_age_days",
                judge.policy().lists().stream()
                        .mapToLong(list -> list.ageDays(at))
                        .max()
                        .orElse(-1));
        tree.put("scanning", scanning);
        tree.putAll(new java.util.TreeMap<>(counters));
        return tree;
    }

    /// The page: `basis`, `segments`, `methods`, `not_seen`, `lists` and `devices` with their
    /// evidence.
    public Map<String, Object> page() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("at", at.toString());
        tree.put("summary", summary());
        tree.put("basis", InventoryWords.basis(judge, at));
        if (!policyTrouble.isEmpty()) {
            tree.put("policy_trouble", policyTrouble);
        }
        List<Map<String, Object>> lists = new ArrayList<>();
        for (PolicyList list : judge.policy().lists()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("list", list.id());
            one.put("version", list.version());
            one.put("as_of", list.asOf().toString());
            one.put("age_days", list.ageDays(at));
            one.put("old", list.isOld(at));
            lists.add(one);
        }
        tree.put("lists", lists);
        judge.registry().ifPresent(table -> tree.put("oui_as_of", table.asOf().toString()));
        tree.put("segments", segments);
        tree.put("methods", methods);
        tree.put("not_seen", InventoryWords.NOT_SEEN);
        tree.put("devices", devices.stream().map(this::device).toList());
        return tree;
    }

    private Map<String, Object> device(InventoryDevice device) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Judgement judgement = device.judgement();
        tree.put("id", device.id());
        tree.put("addresses", device.addresses());
        tree.put("macs", device.macs().stream().map(InventorySnapshot::mac).toList());
        tree.put("segment", device.segment());
        tree.put("role", device.role());
        tree.put("maker", judgement.maker());
        judgement.by().ifPresent(method -> tree.put("maker_by", method.name()));
        tree.put("model", device.model());
        tree.put("serial", device.serial());
        tree.put("firmware", device.firmware());
        tree.put("first_seen", device.firstSeen().toString());
        tree.put("last_seen", device.lastSeen().toString());
        tree.put("absent", device.absent());
        tree.put("state", judgement.state().name());
        tree.put("words", InventoryWords.line(device, judge.policy()));
        judgement
                .leave()
                .ifPresent(leave -> {
                    tree.put("waiver", leave.id());
                    tree.put("waiver_state", leave.state().name());
                });
        List<Map<String, Object>> evidence = new ArrayList<>();
        for (Evidence one : device.evidence()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("method", one.method().name());
            item.put("level", one.level());
            item.put("value", one.value());
            item.put("at", one.at().toString());
            item.put("active", one.method().active());
            evidence.add(item);
        }
        tree.put("evidence", evidence);
        return tree;
    }

    private static String mac(MacAddress mac) {
        return mac.isLocal() ? mac + " (random MAC)" : mac.toString();
    }
}
