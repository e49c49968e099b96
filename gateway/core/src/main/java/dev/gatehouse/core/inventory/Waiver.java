package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.discovery.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Leave to go on using a listed device for a while (covered equipment sheet, section 8). It comes
/// within the signed policy: a booth cannot make one.
///
/// @param id e.g. `W-2026-014`
/// @param listId of the list
/// @param entryId of the list's entry
/// @param subject what it is for
/// @param reason why
/// @param controls what is done instead
/// @param replacementDue when the device is to be gone
/// @param requestedBy one person
/// @param approvedBy another
/// @param secondApprover a third
/// @param issued when it was given
/// @param notBefore from when it holds
/// @param expires until when, this instant excluded
/// @param revoked whether it was taken back
public record Waiver(
        String id,
        String listId,
        String entryId,
        Subject subject,
        String reason,
        List<String> controls,
        LocalDate replacementDue,
        String requestedBy,
        String approvedBy,
        String secondApprover,
        Instant issued,
        Instant notBefore,
        Instant expires,
        boolean revoked) {
    /// It holds for so long at most.
    public static final int MAX_MONTHS = 12;

    /// Days before its end from which it is told of, once each.
    public static final List<Integer> TELL_DAYS = List.of(90, 30, 7);

    /// What a waiver is for.
    ///
    /// @param kind in words
    /// @param mac of the device, if it is meant by one
    /// @param serial of the device; empty for any
    /// @param network of a radio and its number, e.g. `dmr:1234567`; empty for any
    /// @param fleet everything of the maker, by a higher approver
    /// @param approverRole of a fleet's approver
    public record Subject(
            String kind,
            Optional<MacAddress> mac,
            String serial,
            String network,
            boolean fleet,
            String approverRole) {

        boolean isOne() {
            return mac.isPresent() || !serial.isEmpty() || !network.isEmpty();
        }
    }

    /// Where a waiver stands.
    public enum State {
        PENDING,
        ACTIVE,
        EXPIRING,
        EXPIRED,
        REVOKED;

        /// The device is used by leave.
        public boolean holds() {
            return this == ACTIVE || this == EXPIRING;
        }
    }

    public Waiver {
        controls = List.copyOf(controls);
    }

    /// What of the rules it breaks; one that breaks any is not honoured.
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        require(
                faults,
                !id.isEmpty() && !listId.isEmpty() && !entryId.isEmpty(),
                "id, listId and entryId are required");
        require(faults, !reason.isBlank(), "a reason is required");
        require(
                faults,
                !controls.isEmpty() && controls.stream().noneMatch(String::isBlank),
                "compensating controls are required");
        Set<String> people = Set.copyOf(List.of(requestedBy, approvedBy, secondApprover));
        require(
                faults,
                people.size() == 3 && people.stream().noneMatch(String::isBlank),
                "requestedBy, approvedBy and secondApprover are three different people");
        require(faults, !notBefore.isBefore(issued), "notBefore lies before issued");
        require(faults, expires.isAfter(notBefore), "expires lies before notBefore");
        require(
                faults,
                !expires.isAfter(
                        issued.atOffset(ZoneOffset.UTC).plusMonths(MAX_MONTHS).toInstant()),
                "expires more than " + MAX_MONTHS + " months after it was issued");
        if (subject.fleet) {
            require(faults, !subject.isOne(), "a fleet is no single device");
            require(
                    faults,
                    !subject.approverRole.isBlank(),
                    "a fleet needs the role of its approver");
        } else {
            require(
                    faults,
                    subject.isOne(),
                    "the subject is a device: by mac, serial or network number");
        }
        return List.copyOf(faults);
    }

    private static void require(List<String> faults, boolean held, String fault) {
        if (!held) {
            faults.add(fault);
        }
    }

    /// Whether it is for a device that a list's entry is held against. All that the subject names
    /// must fit.
    boolean isFor(String list, String entry, Set<MacAddress> macs, String ofSerial, String number) {
        boolean listed = listId.equals(list) && entryId.equals(entry);
        if (subject.fleet) {
            return listed;
        }
        boolean mac = subject.mac.isEmpty() || macs.contains(subject.mac.get());
        // a device whose serial nobody has read is known by its interface address alone
        boolean unread = ofSerial.isEmpty() && subject.mac.isPresent();
        boolean serial = subject.serial.isEmpty() || subject.serial.equals(ofSerial) || unread;
        boolean network = subject.network.isEmpty() || subject.network.equals(number);
        return listed && subject.isOne() && mac && serial && network;
    }

    /// Where it stands at a trusted time.
    public State state(Instant now) {
        if (revoked) {
            return State.REVOKED;
        }
        if (now.isBefore(notBefore)) {
            return State.PENDING;
        }
        if (!now.isBefore(expires)) {
            return State.EXPIRED;
        }
        return tellDays(now) > 0 ? State.EXPIRING : State.ACTIVE;
    }

    /// The least of [#TELL_DAYS] within which it ends; 0 when it ends later or has ended.
    public int tellDays(Instant now) {
        int told = 0;
        for (int days : TELL_DAYS) {
            if (now.isBefore(expires) && !now.isBefore(expires.minus(Duration.ofDays(days)))) {
                told = days;
            }
        }
        return told;
    }
}
