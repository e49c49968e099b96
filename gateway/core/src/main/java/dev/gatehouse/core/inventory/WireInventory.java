package dev.gatehouse.core.inventory;

import dev.gatehouse.proto.v1.InventoryCause;
import dev.gatehouse.proto.v1.InventoryEvidence;
import dev.gatehouse.proto.v1.InventoryFinding;
import dev.gatehouse.proto.v1.InventoryList;
import dev.gatehouse.proto.v1.InventoryReport;
import dev.gatehouse.proto.v1.InventoryState;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.proto.v1.WaiverState;
import dev.gatehouse.protocols.discovery.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Devices, changes and reports as they are recorded and sent.
public final class WireInventory {
    /// Octets of the devices of one page of a report, unless one alone is longer: a page is one
    /// record.
    static final int PAGE_OCTETS = 20 << 10;

    /// Items of evidence that are sent of one device, the strongest.
    static final int SENT_EVIDENCE = 16;

    private WireInventory() {}

    /// A change.
    public static dev.gatehouse.proto.v1.InventoryChange change(InventoryChange change) {
        dev.gatehouse.proto.v1.InventoryChange.Builder wire =
                dev.gatehouse.proto.v1.InventoryChange.newBuilder()
                        .setCause(cause(change.cause()))
                        .setFrom(state(change.from()))
                        .setDevice(sent(change.device()));
        if (!change.formerId().isEmpty()) {
            wire.setFormerDeviceId(change.formerId());
        }
        return wire.build();
    }

    /// The whole inventory, in pages.
    public static List<InventoryReport> report(
            Stamp at,
            Judge judge,
            List<InventoryDevice> devices,
            List<String> segments,
            List<String> methods) {
        InventoryReport.Builder head =
                InventoryReport.newBuilder()
                        .setAt(at)
                        .addAllSegments(segments)
                        .addAllMethods(methods)
                        .addAllNotSeen(InventoryWords.NOT_SEEN);
        judge.registry().ifPresent(table -> head.setOuiAsOf(table.asOf().toString()));
        for (PolicyList list : judge.policy().lists()) {
            head.addLists(
                    InventoryList.newBuilder()
                            .setListId(list.id())
                            .setVersion(list.version())
                            .setAsOf(list.asOf().toString())
                            .setSource(list.source()));
        }
        List<InventoryReport.Builder> pages = new ArrayList<>(List.of(head.clone()));
        int octets = 0;
        for (InventoryDevice device : devices) {
            dev.gatehouse.proto.v1.InventoryDevice sent = sent(device);
            octets += sent.getSerializedSize();
            if (octets > PAGE_OCTETS && pages.getLast().getDevicesCount() > 0) {
                pages.add(head.clone());
                octets = sent.getSerializedSize();
            }
            pages.getLast().addDevices(sent);
        }
        List<InventoryReport> report = new ArrayList<>();
        for (InventoryReport.Builder page : pages) {
            report.add(page.setPage(report.size() + 1).setPages(pages.size()).build());
        }
        return report;
    }

    /// A record is bounded, whatever devices write of themselves.
    private static dev.gatehouse.proto.v1.InventoryDevice sent(InventoryDevice device) {
        dev.gatehouse.proto.v1.InventoryDevice whole = device(device);
        if (whole.getEvidenceCount() <= SENT_EVIDENCE) {
            return whole;
        }
        return whole.toBuilder()
                .clearEvidence()
                .addAllEvidence(whole.getEvidenceList().subList(0, SENT_EVIDENCE))
                .build();
    }

    static dev.gatehouse.proto.v1.InventoryDevice device(InventoryDevice device) {
        dev.gatehouse.proto.v1.InventoryDevice.Builder wire =
                dev.gatehouse.proto.v1.InventoryDevice.newBuilder()
                        .setDeviceId(device.id())
                        .addAllAddresses(device.addresses())
                        .setSegment(device.segment())
                        .setEndpoint(device.endpoint())
                        .setRole(device.role())
                        .setMaker(device.judgement().maker())
                        .setModel(device.model())
                        .setSerial(device.serial())
                        .setFirmware(device.firmware())
                        .setFirstSeenMs(device.firstSeen().toEpochMilli())
                        .setLastSeenMs(device.lastSeen().toEpochMilli())
                        .setState(state(device.state()))
                        .setAbsent(device.absent());
        device.macs().forEach(mac -> wire.addMacs(mac.toString()));
        device.judgement().by().ifPresent(method -> wire.setMakerBy(method.name()));
        device.judgement().findings().forEach(finding -> wire.addFindings(finding(finding)));
        device.evidence().forEach(one -> wire.addEvidence(evidence(one)));
        return wire.build();
    }

    private static InventoryFinding finding(Judgement.Finding finding) {
        InventoryFinding.Builder wire =
                InventoryFinding.newBuilder()
                        .setListId(finding.listId())
                        .setListVersion(finding.listVersion())
                        .setEntryId(finding.entryId())
                        .setMaker(finding.maker())
                        .setState(state(finding.state()))
                        .setLevel(finding.level());
        finding.waiver()
                .ifPresent(leave ->
                        wire.setWaiverId(leave.id())
                                .setWaiver(waiver(leave.state()))
                                .setWaiverDays(leave.days()));
        return wire.build();
    }

    private static InventoryEvidence evidence(Evidence evidence) {
        return InventoryEvidence.newBuilder()
                .setMethod(evidence.method().name())
                .setLevel(evidence.level())
                .setValue(evidence.value())
                .setNamed(evidence.named())
                .setObservedMs(evidence.at().toEpochMilli())
                .setActive(evidence.method().active())
                .build();
    }

    /// A device as it was kept; empty when it is not one.
    static Optional<InventoryDevice> device(dev.gatehouse.proto.v1.InventoryDevice wire) {
        if (wire.getDeviceId().isEmpty()) {
            return Optional.empty();
        }
        List<Evidence> evidence = new ArrayList<>();
        for (InventoryEvidence one : wire.getEvidenceList()) {
            method(one.getMethod())
                    .ifPresent(method ->
                            evidence.add(
                                    new Evidence(
                                            method,
                                            one.getValue(),
                                            one.getNamed(),
                                            Instant.ofEpochMilli(one.getObservedMs()))));
        }
        List<Judgement.Finding> findings = new ArrayList<>();
        wire.getFindingsList().forEach(finding -> findings.add(finding(finding)));
        return Optional.of(
                new InventoryDevice(
                        wire.getDeviceId(),
                        wire.getAddressesList(),
                        wire.getMacsList().stream()
                                .flatMap(mac -> MacAddress.parse(mac).stream())
                                .toList(),
                        wire.getSegment(),
                        wire.getEndpoint(),
                        wire.getRole(),
                        wire.getModel(),
                        wire.getSerial(),
                        wire.getFirmware(),
                        Instant.ofEpochMilli(wire.getFirstSeenMs()),
                        Instant.ofEpochMilli(wire.getLastSeenMs()),
                        wire.getAbsent(),
                        evidence,
                        new Judgement(
                                state(wire.getState()),
                                wire.getMaker(),
                                method(wire.getMakerBy()),
                                findings)));
    }

    private static Judgement.Finding finding(InventoryFinding wire) {
        Optional<Judgement.Leave> leave =
                waiver(wire.getWaiver())
                        .map(state ->
                                new Judgement.Leave(
                                        wire.getWaiverId(), state, wire.getWaiverDays()));
        return new Judgement.Finding(
                wire.getListId(),
                wire.getListVersion(),
                wire.getEntryId(),
                wire.getMaker(),
                state(wire.getState()),
                wire.getLevel(),
                leave);
    }

    private static Optional<EvidenceMethod> method(String name) {
        for (EvidenceMethod method : EvidenceMethod.values()) {
            if (method.name().equals(name)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    private static InventoryCause cause(InventoryChange.Cause cause) {
        return switch (cause) {
            case APPEARED -> InventoryCause.INVENTORY_CAUSE_APPEARED;
            case EVIDENCE -> InventoryCause.INVENTORY_CAUSE_EVIDENCE;
            case POLICY -> InventoryCause.INVENTORY_CAUSE_POLICY;
            case WAIVER_BEGUN -> InventoryCause.INVENTORY_CAUSE_WAIVER_BEGUN;
            case WAIVER_EXPIRING -> InventoryCause.INVENTORY_CAUSE_WAIVER_EXPIRING;
            case WAIVER_EXPIRED -> InventoryCause.INVENTORY_CAUSE_WAIVER_EXPIRED;
            case WAIVER_REVOKED -> InventoryCause.INVENTORY_CAUSE_WAIVER_REVOKED;
            case DISAPPEARED -> InventoryCause.INVENTORY_CAUSE_DISAPPEARED;
            case RETURNED -> InventoryCause.INVENTORY_CAUSE_RETURNED;
            case IDENTIFIED -> InventoryCause.INVENTORY_CAUSE_IDENTIFIED;
            case FORGOTTEN -> InventoryCause.INVENTORY_CAUSE_FORGOTTEN;
        };
    }

    private static InventoryState state(DeviceState state) {
        return switch (state) {
            case NOT_COMPARED -> InventoryState.INVENTORY_STATE_NOT_COMPARED;
            case UNKNOWN_MAKER -> InventoryState.INVENTORY_STATE_UNKNOWN_MAKER;
            case NOT_LISTED -> InventoryState.INVENTORY_STATE_NOT_LISTED;
            case REVIEW -> InventoryState.INVENTORY_STATE_REVIEW;
            case CONFLICT -> InventoryState.INVENTORY_STATE_CONFLICT;
            case INDICATED -> InventoryState.INVENTORY_STATE_INDICATED;
            case CONFIRMED -> InventoryState.INVENTORY_STATE_CONFIRMED;
        };
    }

    private static DeviceState state(InventoryState state) {
        return switch (state) {
            case INVENTORY_STATE_NOT_COMPARED, INVENTORY_STATE_UNSPECIFIED, UNRECOGNIZED ->
                    DeviceState.NOT_COMPARED;
            case INVENTORY_STATE_UNKNOWN_MAKER -> DeviceState.UNKNOWN_MAKER;
            case INVENTORY_STATE_NOT_LISTED -> DeviceState.NOT_LISTED;
            case INVENTORY_STATE_REVIEW -> DeviceState.REVIEW;
            case INVENTORY_STATE_CONFLICT -> DeviceState.CONFLICT;
            case INVENTORY_STATE_INDICATED -> DeviceState.INDICATED;
            case INVENTORY_STATE_CONFIRMED -> DeviceState.CONFIRMED;
        };
    }

    private static WaiverState waiver(Waiver.State state) {
        return switch (state) {
            case PENDING -> WaiverState.WAIVER_STATE_PENDING;
            case ACTIVE -> WaiverState.WAIVER_STATE_ACTIVE;
            case EXPIRING -> WaiverState.WAIVER_STATE_EXPIRING;
            case EXPIRED -> WaiverState.WAIVER_STATE_EXPIRED;
            case REVOKED -> WaiverState.WAIVER_STATE_REVOKED;
        };
    }

    private static Optional<Waiver.State> waiver(WaiverState state) {
        return switch (state) {
            case WAIVER_STATE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
            case WAIVER_STATE_PENDING -> Optional.of(Waiver.State.PENDING);
            case WAIVER_STATE_ACTIVE -> Optional.of(Waiver.State.ACTIVE);
            case WAIVER_STATE_EXPIRING -> Optional.of(Waiver.State.EXPIRING);
            case WAIVER_STATE_EXPIRED -> Optional.of(Waiver.State.EXPIRED);
            case WAIVER_STATE_REVOKED -> Optional.of(Waiver.State.REVOKED);
        };
    }
}
