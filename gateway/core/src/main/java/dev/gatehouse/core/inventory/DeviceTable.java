package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.discovery.MacAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Devices that were seen, each once, whatever it is seen by. Two sightings are of one device when
/// they share an interface address, a lasting name, or an IP address on one segment that no other
/// interface address has taken over since. The one not seen for longest gives way to a new one,
/// those without an indicator first.
///
/// Owner: one thread.
public final class DeviceTable {
    /// Devices remembered.
    public static final int MAX_DEVICES = 1_024;

    /// Items of evidence kept of one device.
    public static final int MAX_EVIDENCE = 32;

    /// Different values kept of one method, the newest.
    static final int MAX_OF_A_METHOD = 4;

    /// Addresses kept of one device, of each kind.
    public static final int MAX_ADDRESSES = 8;

    private static final int ID_OCTETS = 8;

    private final LinkedHashMap<String, InventoryDevice> devices = new LinkedHashMap<>();
    private Judge judge;
    private long forgotten;

    public DeviceTable(Judge judge) {
        this.judge = judge;
    }

    /// What an earlier run knew; before anything is seen.
    public void restore(List<InventoryDevice> known) {
        known.stream().limit(MAX_DEVICES).forEach(device -> devices.put(device.id(), device));
    }

    /// All of them, those with a listed maker first.
    public List<InventoryDevice> devices() {
        List<InventoryDevice> all = new ArrayList<>(devices.values());
        all.sort((a, b) ->
                a.state() == b.state()
                        ? b.lastSeen().compareTo(a.lastSeen())
                        : a.state().worse(b.state()) == a.state() ? -1 : 1);
        return all;
    }

    /// Devices that gave way to others.
    public long forgotten() {
        return forgotten;
    }

    /// Takes in what was heard.
    ///
    /// @return what changed, in order
    public List<InventoryChange> seen(Sighting sighting) {
        if (sighting.isNobody()) {
            return List.of();
        }
        List<InventoryChange> changes = new ArrayList<>();
        List<InventoryDevice> same = find(sighting);
        @Nullable InventoryDevice before = same.isEmpty() ? null : same.getFirst();
        InventoryDevice merged = merge(same, sighting);
        same.forEach(device -> devices.remove(device.id()));
        takeOver(sighting, merged.id());
        InventoryDevice judged = merged.judged(judge.judge(merged, sighting.at()));
        devices.put(judged.id(), judged);
        tell(before, judged, changes);
        if (devices.size() > MAX_DEVICES) {
            InventoryDevice oldest = leastWanted(judged.id());
            devices.remove(oldest.id());
            forgotten++;
            changes.add(
                    new InventoryChange(
                            InventoryChange.Cause.FORGOTTEN, oldest.state(), oldest, ""));
        }
        return changes;
    }

    /// The one not seen for longest of those without an indicator; if all have one, of those.
    private InventoryDevice leastWanted(String fresh) {
        InventoryDevice oldest = devices.firstEntry().getValue();
        for (InventoryDevice device : devices.values()) {
            if (!device.state().flagged() && !device.id().equals(fresh)) {
                return device;
            }
        }
        return oldest;
    }

    private static void tell(
            @Nullable InventoryDevice before, InventoryDevice now, List<InventoryChange> changes) {
        if (before == null) {
            changes.add(
                    new InventoryChange(
                            InventoryChange.Cause.APPEARED, DeviceState.NOT_COMPARED, now, ""));
            return;
        }
        String former = before.id().equals(now.id()) ? "" : before.id();
        Optional<InventoryChange.Cause> cause =
                before.absent()
                        ? Optional.of(InventoryChange.Cause.RETURNED)
                        : cause(
                                before.judgement(),
                                now.judgement(),
                                InventoryChange.Cause.EVIDENCE);
        if (cause.isPresent() || !former.isEmpty()) {
            changes.add(
                    new InventoryChange(
                            cause.orElse(InventoryChange.Cause.IDENTIFIED),
                            before.state(),
                            now,
                            former));
        }
    }

    /// A new policy or registry: every device is judged again.
    ///
    /// @return one change for each device whose state changed
    public List<InventoryChange> judgeAll(Judge fresh, Instant now) {
        judge = fresh;
        return again(_ -> true, InventoryChange.Cause.POLICY, now);
    }

    /// Time has passed: waivers begin and end, devices are missed.
    ///
    /// @param now trusted time
    /// @param absentAfter a device not heard of for so long is absent
    public List<InventoryChange> tick(Instant now, Duration absentAfter) {
        // nothing but a waiver changes with time alone
        List<InventoryChange> changes =
                again(
                        device -> device.judgement().leave().isPresent(),
                        InventoryChange.Cause.EVIDENCE,
                        now);
        for (InventoryDevice device : List.copyOf(devices.values())) {
            boolean missed = !device.absent() && device.lastSeen().plus(absentAfter).isBefore(now);
            if (missed) {
                InventoryDevice gone = device.gone(true);
                devices.put(gone.id(), gone);
                changes.add(
                        new InventoryChange(
                                InventoryChange.Cause.DISAPPEARED, device.state(), gone, ""));
            }
        }
        return changes;
    }

    private List<InventoryChange> again(
            Predicate<InventoryDevice> which, InventoryChange.Cause otherwise, Instant now) {
        List<InventoryChange> changes = new ArrayList<>();
        for (InventoryDevice device : devices.values().stream().filter(which).toList()) {
            Judgement fresh = judge.judge(device, now);
            if (!fresh.equals(device.judgement())) {
                InventoryDevice judged = device.judged(fresh);
                devices.replace(device.id(), judged);
                cause(device.judgement(), fresh, otherwise)
                        .ifPresent(cause ->
                                changes.add(
                                        new InventoryChange(cause, device.state(), judged, "")));
            }
        }
        return changes;
    }

    private static Optional<InventoryChange.Cause> cause(
            Judgement before, Judgement now, InventoryChange.Cause otherwise) {
        if (!before.sameState(now)) {
            return Optional.of(otherwise);
        }
        Optional<Judgement.Leave> leave = now.leave();
        if (leave.equals(before.leave())) {
            // another version of the list says the same
            return Optional.empty();
        }
        if (leave.isEmpty()) {
            return before.leave().filter(one -> one.state().holds()).isPresent()
                    ? Optional.of(InventoryChange.Cause.WAIVER_REVOKED)
                    : Optional.empty();
        }
        return switch (leave.get().state()) {
            case PENDING -> Optional.empty();
            case ACTIVE -> Optional.of(InventoryChange.Cause.WAIVER_BEGUN);
            case EXPIRING -> Optional.of(InventoryChange.Cause.WAIVER_EXPIRING);
            case EXPIRED -> Optional.of(InventoryChange.Cause.WAIVER_EXPIRED);
            case REVOKED -> Optional.of(InventoryChange.Cause.WAIVER_REVOKED);
        };
    }

    /// Devices that the sighting may be of, the surest first.
    private List<InventoryDevice> find(Sighting sighting) {
        LinkedHashMap<String, InventoryDevice> found = new LinkedHashMap<>();
        Optional<MacAddress> mac = sighting.mac();
        String endpoint = sighting.endpoint();
        for (InventoryDevice device : devices.values()) {
            if (mac.isPresent() && device.macs().contains(mac.get())) {
                found.put(device.id(), device);
            }
        }
        for (InventoryDevice device : devices.values()) {
            if (!endpoint.isEmpty() && device.endpoint().equals(endpoint)) {
                found.put(device.id(), device);
            }
        }
        for (InventoryDevice device : devices.values()) {
            boolean here =
                    device.segment().equals(sighting.segment())
                            && device.addresses().contains(sighting.address());
            if (here && !isAnother(device, sighting)) {
                found.put(device.id(), device);
            }
        }
        return List.copyOf(found.values());
    }

    /// The address may have gone to another device.
    private static boolean isAnother(InventoryDevice device, Sighting sighting) {
        Optional<MacAddress> mac = sighting.mac();
        boolean otherMac =
                mac.isPresent() && !device.macs().isEmpty() && !device.macs().contains(mac.get());
        boolean otherEndpoint =
                !sighting.endpoint().isEmpty()
                        && !device.endpoint().isEmpty()
                        && !device.endpoint().equals(sighting.endpoint());
        return otherMac || otherEndpoint;
    }

    /// An address belongs to the device that was seen with it last.
    private void takeOver(Sighting sighting, String id) {
        if (sighting.address().isEmpty()) {
            return;
        }
        for (Map.Entry<String, InventoryDevice> entry : devices.entrySet()) {
            InventoryDevice device = entry.getValue();
            if (!device.id().equals(id)
                    && device.segment().equals(sighting.segment())
                    && device.addresses().contains(sighting.address())) {
                entry.setValue(device.without(sighting.address()));
            }
        }
    }

    private static InventoryDevice merge(List<InventoryDevice> same, Sighting sighting) {
        List<String> addresses = new ArrayList<>();
        List<MacAddress> macs = new ArrayList<>();
        if (!sighting.address().isEmpty()) {
            addresses.add(sighting.address());
        }
        sighting.mac().ifPresent(macs::add);
        List<Evidence> evidence = new ArrayList<>(sighting.evidence());
        String endpoint = sighting.endpoint();
        String role = sighting.role();
        Sighting.Told told = sighting.told();
        Instant first = sighting.at();
        Instant last = sighting.at();
        for (InventoryDevice device : same) {
            if (device.segment().equals(sighting.segment())) {
                // an address means something on its own segment alone
                addresses.addAll(device.addresses());
            }
            macs.addAll(device.macs());
            evidence.addAll(device.evidence());
            endpoint = either(endpoint, device.endpoint());
            role =
                    role.isEmpty() || role.equals(InventoryDevice.UNKNOWN_ROLE)
                            ? device.role()
                            : role;
            told =
                    new Sighting.Told(
                            either(told.model(), device.model()),
                            either(told.serial(), device.serial()),
                            either(told.firmware(), device.firmware()));
            first = device.firstSeen().isBefore(first) ? device.firstSeen() : first;
            last = device.lastSeen().isAfter(last) ? device.lastSeen() : last;
        }
        List<MacAddress> distinct = macs.stream().distinct().limit(MAX_ADDRESSES).toList();
        // its lasting address is the one that it was first known by
        String id =
                id(
                        told.serial(),
                        endpoint,
                        distinct.isEmpty() ? "" : distinct.getLast().toString(),
                        sighting,
                        same);
        return new InventoryDevice(
                id,
                addresses.stream().distinct().limit(MAX_ADDRESSES).toList(),
                distinct,
                sighting.segment(),
                endpoint,
                role.isEmpty() ? InventoryDevice.UNKNOWN_ROLE : role,
                told.model(),
                told.serial(),
                told.firmware(),
                first,
                last,
                false,
                newest(evidence),
                same.isEmpty() ? Judgement.NONE : same.getFirst().judgement());
    }

    private static String either(String fresh, String before) {
        return fresh.isEmpty() ? before : fresh;
    }

    private static List<Evidence> newest(List<Evidence> all) {
        LinkedHashMap<String, Evidence> kept = new LinkedHashMap<>();
        for (Evidence one : all) {
            String key = one.method() + " " + one.named() + " " + one.value();
            kept.merge(key, one, (a, b) -> b.at().isAfter(a.at()) ? b : a);
        }
        EnumMap<EvidenceMethod, Integer> counted = new EnumMap<>(EvidenceMethod.class);
        return kept.values().stream()
                .sorted((a, b) ->
                        a.level() == b.level()
                                ? b.at().compareTo(a.at())
                                : Integer.compare(b.level(), a.level()))
                .filter(one -> counted.merge(one.method(), 1, Integer::sum) <= MAX_OF_A_METHOD)
                .limit(MAX_EVIDENCE)
                .toList();
    }

    /// Serial number, lasting name, interface address, or else where it was met first.
    private static String id(
            String serial,
            String endpoint,
            String mac,
            Sighting sighting,
            List<InventoryDevice> same) {
        if (!serial.isEmpty() && !(endpoint.isEmpty() && mac.isEmpty())) {
            // makers count from one: a serial number alone is not one device's
            return hash("serial " + serial + " " + (endpoint.isEmpty() ? mac : endpoint));
        }
        if (!endpoint.isEmpty()) {
            return hash("endpoint " + endpoint);
        }
        if (!mac.isEmpty()) {
            return hash("mac " + mac);
        }
        return same.isEmpty()
                ? hash("address " + sighting.segment() + " " + sighting.address())
                : same.getFirst().id();
    }

    private static String hash(String identity) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(identity.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
