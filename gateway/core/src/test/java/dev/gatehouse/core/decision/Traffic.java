package dev.gatehouse.core.decision;

import dev.gatehouse.protocols.observation.PlateRead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What the devices of one lane report while made-up vehicles pass: a loop, a front reader that
/// follows vehicles by a key of its own, a rear reader that tells each once.
final class Traffic {
    static final String LOOP = "loop-1";
    static final String FRONT = "front-1";
    static final String REAR = "rear-1";
    static final String PORTAL = "portal-1";

    /// Where a radiation portal stands.
    enum Stands {
        NOWHERE,
        BEFORE,
        AROUND,
        BEHIND
    }

    private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private static final double HOUR_MS = 3_600_000;

    /// How a vehicle passes.
    enum Kind {
        CAR(50),
        TRAILER(14),
        TAILGATE(5),
        REVERSING(5),
        MOTORCYCLE(9),
        CHATTER(8),
        REAR_ONLY(9);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    /// One report of one device, with the vehicle that caused it, from 0.
    sealed interface Report {
        long atMs();

        int vehicle();

        record Edge(long atMs, int vehicle, boolean on) implements Report {}

        record Read(
                long atMs,
                int vehicle,
                String device,
                String key,
                PlateRead.State state,
                String plate)
                implements Report {}

        record Occupied(long atMs, int vehicle, boolean on) implements Report {}
    }

    /// @param tractor its plate; empty when it has none at the front
    /// @param rear what the rear reader sees: the same, or a trailer's
    record Vehicle(Kind kind, String tractor, String rear) {}

    /// A vehicle in the portal.
    private record Stay(long fromMs, long toMs, int vehicle) {}

    private final SplittableRandom random;
    private final SplittableRandom ofPortal;
    private final Stands portal;
    private final List<Stay> stays = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final List<Vehicle> vehicles = new ArrayList<>();
    private long freeMs = 10_000;
    private int tracks;

    Traffic(long seed, int passages) {
        this(seed, passages, Stands.NOWHERE);
    }

    /// @param portal where one stands; nothing else depends on it
    Traffic(long seed, int passages, Stands portal) {
        random = new SplittableRandom(seed);
        ofPortal = new SplittableRandom(~seed);
        this.portal = portal;
        while (vehicles.size() < passages) {
            pass();
        }
        occupancies();
        reports.sort(Comparator.comparingLong(Report::atMs));
    }

    private Traffic(Traffic other, List<Report> reports) {
        random = other.random;
        ofPortal = other.ofPortal;
        portal = other.portal;
        vehicles.addAll(other.vehicles);
        this.reports.addAll(reports);
        freeMs = other.freeMs;
    }

    /// The same vehicles, reported otherwise.
    Traffic with(List<Report> others) {
        return new Traffic(this, others);
    }

    List<Report> reports() {
        return reports;
    }

    List<Vehicle> vehicles() {
        return vehicles;
    }

    double hours() {
        return freeMs / HOUR_MS;
    }

    private long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    private long portal(long least, long most) {
        return ofPortal.nextLong(least, most + 1);
    }

    /// One vehicle, or several bumper to bumper, over the loop and through the portal.
    private void screened(int vehicle, long onMs, long offMs) {
        switch (portal) {
            case NOWHERE -> {}
            case BEFORE -> {
                long comesMs = onMs - portal(1_000, 9_000);
                stay(vehicle, comesMs - portal(300, 1_500), comesMs + portal(500, 3_000));
            }
            case AROUND -> stay(vehicle, onMs - portal(0, 1_500), offMs + portal(0, 1_500));
            case BEHIND -> {
                long goesMs = offMs + portal(0, 7_000);
                stay(vehicle, goesMs, goesMs + portal(700, 4_000));
            }
        }
    }

    /// The beams lose some vehicles for a moment: a hitch, a low trailer.
    private void stay(int vehicle, long fromMs, long toMs) {
        long splitMs = portal(fromMs, toMs);
        if (ofPortal.nextInt(10) == 0 && toMs - splitMs > 600) {
            stays.add(new Stay(fromMs, splitMs, vehicle));
            stays.add(new Stay(splitMs + 500, toMs, vehicle));
        } else {
            stays.add(new Stay(fromMs, toMs, vehicle));
        }
    }

    /// Who is in the portal together is one occupancy.
    private void occupancies() {
        stays.sort(Comparator.comparingLong(Stay::fromMs));
        Stay now = null;
        for (Stay next : stays) {
            if (now != null && next.fromMs <= now.toMs + 200) {
                now = new Stay(now.fromMs, Math.max(now.toMs, next.toMs), now.vehicle);
                continue;
            }
            occupied(now);
            now = next;
        }
        occupied(now);
    }

    private void occupied(@Nullable Stay stay) {
        if (stay != null) {
            reports.add(new Report.Occupied(stay.fromMs, stay.vehicle, true));
            reports.add(new Report.Occupied(stay.toMs, stay.vehicle, false));
        }
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private String plate() {
        StringBuilder plate = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            plate.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return plate.append(between(1000, 9999)).toString();
    }

    private String misread(String plate) {
        if (plate.isEmpty() || !chance(0.1)) {
            return plate;
        }
        char[] read = plate.toCharArray();
        read[random.nextInt(read.length)] = '8';
        return new String(read);
    }

    private Kind kind() {
        int at = random.nextInt(100);
        for (Kind kind : Kind.values()) {
            at -= kind.weight;
            if (at < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("weights: expected a sum of 100");
    }

    private int vehicle(Kind kind, String tractor, String rear) {
        vehicles.add(new Vehicle(kind, tractor, rear));
        return vehicles.size() - 1;
    }

    private void edge(long atMs, int vehicle, boolean on) {
        reports.add(new Report.Edge(atMs, vehicle, on));
    }

    /// Seconds to a minute and a half until the next comes, seldom bumper to bumper.
    private void pass() {
        long onMs = freeMs + 1_200 + (long) (-Math.log(1 - random.nextDouble()) * 25_000);
        switch (kind()) {
            case CAR -> car(Kind.CAR, onMs);
            case TRAILER -> trailer(onMs);
            case TAILGATE -> tailgate(onMs);
            case REVERSING -> reversing(onMs);
            case MOTORCYCLE -> motorcycle(onMs);
            case CHATTER -> chatter(onMs);
            case REAR_ONLY -> rearOnly(onMs);
        }
    }

    private void car(Kind kind, long onMs) {
        String plate = plate();
        int vehicle = vehicle(kind, plate, plate);
        long offMs = onMs + between(4_000, 40_000);
        edge(onMs, vehicle, true);
        edge(offMs, vehicle, false);
        track(vehicle, plate, onMs - between(0, 2_500), onMs, offMs);
        rear(vehicle, plate, offMs);
        screened(vehicle, onMs, offMs);
        freeMs = offMs;
    }

    private void track(int vehicle, String plate, long newMs, long onMs, long offMs) {
        String key = "t" + tracks++;
        String seen = chance(0.03) ? "" : plate;
        long endMs = chance(0.8) ? between(onMs + 500, offMs - 100) : offMs + between(0, 1_500);
        read(newMs, vehicle, FRONT, key, PlateRead.State.NEW, misread(seen));
        if (endMs - newMs > 2_000) {
            read(newMs + 1_000, vehicle, FRONT, key, PlateRead.State.UPDATE, misread(seen));
        }
        read(endMs, vehicle, FRONT, key, PlateRead.State.FINAL, seen);
    }

    private void rear(int vehicle, String plate, long offMs) {
        if (chance(0.95)) {
            read(
                    offMs + between(-1_000, 1_100),
                    vehicle,
                    REAR,
                    "",
                    PlateRead.State.SINGLE,
                    misread(plate));
        }
    }

    private void read(
            long atMs,
            int vehicle,
            String device,
            String key,
            PlateRead.State state,
            String plate) {
        reports.add(new Report.Read(atMs, vehicle, device, key, state, plate));
    }

    /// The loop does not feel the hitch.
    private void trailer(long onMs) {
        String tractor = plate();
        String trailer = plate();
        int vehicle = vehicle(Kind.TRAILER, tractor, trailer);
        long offMs = onMs + between(8_000, 60_000);
        edge(onMs, vehicle, true);
        for (int hitch = random.nextInt(3); hitch > 0; hitch--) {
            long gapMs = between(onMs + 2_000, offMs - 1_500);
            dropout(vehicle, gapMs, between(20, 140));
            offMs += 2_000;
        }
        edge(offMs, vehicle, false);
        track(vehicle, tractor, onMs - between(0, 2_500), onMs, offMs);
        rear(vehicle, trailer, offMs);
        screened(vehicle, onMs, offMs);
        freeMs = offMs;
    }

    private void dropout(int vehicle, long atMs, long forMs) {
        edge(atMs, vehicle, false);
        edge(atMs + forMs, vehicle, true);
    }

    /// The loop never falls free between the two.
    private void tailgate(long onMs) {
        String plate = plate();
        int first = vehicle(Kind.TAILGATE, plate, plate);
        long leaves = onMs + between(6_000, 30_000);
        edge(onMs, first, true);
        String key = "t" + tracks++;
        read(onMs, first, FRONT, key, PlateRead.State.NEW, plate);
        read(leaves - 2_500, first, FRONT, key, PlateRead.State.FINAL, plate);
        String other = plate();
        int second = vehicle(Kind.TAILGATE, other, other);
        long offMs = leaves + between(5_000, 30_000);
        edge(offMs, second, false);
        track(second, other, leaves - 1_500, leaves, offMs);
        if (chance(0.9)) {
            read(leaves - 2_000, first, REAR, "", PlateRead.State.SINGLE, plate);
        }
        rear(second, other, offMs);
        tailgated(first, onMs, leaves, offMs);
        freeMs = offMs;
    }

    /// The portal is not free between the two either.
    private void tailgated(int first, long onMs, long leavesMs, long offMs) {
        switch (portal) {
            case NOWHERE -> {}
            case BEFORE -> stay(first, onMs - portal(1_000, 6_000), leavesMs + portal(0, 2_000));
            case AROUND -> stay(first, onMs, offMs);
            case BEHIND -> stay(first, leavesMs, offMs + portal(500, 5_000));
        }
    }

    /// Back through the portal, or only off the loop; a portal behind it sees the vehicle at the
    /// end.
    private void reversed(int vehicle, long onMs, long backMs, long againMs, long offMs) {
        switch (portal) {
            case NOWHERE -> {}
            case BEFORE -> {
                screened(vehicle, onMs, backMs);
                if (ofPortal.nextBoolean()) {
                    stay(vehicle, backMs + 300, Math.max(againMs - 200, backMs + 800));
                }
            }
            case AROUND -> {
                stay(vehicle, onMs, backMs);
                stay(vehicle, againMs, offMs);
            }
            case BEHIND -> screened(vehicle, againMs, offMs);
        }
    }

    /// Onto the loop, back, and on again.
    private void reversing(long onMs) {
        String plate = plate();
        int vehicle = vehicle(Kind.REVERSING, plate, plate);
        long backMs = onMs + between(2_000, 8_000);
        long againMs = backMs + between(600, 20_000);
        long offMs = againMs + between(4_000, 30_000);
        edge(onMs, vehicle, true);
        edge(backMs, vehicle, false);
        edge(againMs, vehicle, true);
        edge(offMs, vehicle, false);
        track(vehicle, plate, onMs - 500, onMs, backMs);
        track(vehicle, plate, againMs - 500, againMs, offMs);
        rear(vehicle, plate, offMs);
        reversed(vehicle, onMs, backMs, againMs, offMs);
        freeMs = offMs;
    }

    /// No plate at the front, and a loop that feels one in two.
    private void motorcycle(long onMs) {
        String plate = plate();
        int vehicle = vehicle(Kind.MOTORCYCLE, "", plate);
        long offMs = onMs + between(1_500, 12_000);
        if (chance(0.5)) {
            edge(onMs, vehicle, true);
            edge(offMs, vehicle, false);
        }
        read(offMs + between(-700, 1_000), vehicle, REAR, "", PlateRead.State.SINGLE, plate);
        screened(vehicle, onMs, offMs);
        freeMs = offMs;
    }

    /// Contacts that chatter, now and then for longer than chatter lasts.
    private void chatter(long onMs) {
        String plate = plate();
        int vehicle = vehicle(Kind.CHATTER, plate, plate);
        edge(onMs, vehicle, true);
        long atMs = onMs + 1_000;
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            long forMs = chance(0.05) ? between(200, 400) : between(5, 140);
            dropout(vehicle, atMs, forMs);
            atMs += forMs + between(20, 3_000);
        }
        long offMs = atMs + between(2_000, 20_000);
        edge(offMs, vehicle, false);
        track(vehicle, plate, onMs - between(0, 2_500), onMs, offMs);
        rear(vehicle, plate, offMs);
        screened(vehicle, onMs, offMs);
        freeMs = offMs;
    }

    /// A vehicle of a country without plates at the front.
    private void rearOnly(long onMs) {
        String plate = plate();
        int vehicle = vehicle(Kind.REAR_ONLY, "", plate);
        long offMs = onMs + between(4_000, 30_000);
        edge(onMs, vehicle, true);
        edge(offMs, vehicle, false);
        if (chance(0.5)) {
            track(vehicle, "", onMs, onMs, offMs);
        }
        rear(vehicle, plate, offMs);
        screened(vehicle, onMs, offMs);
        freeMs = offMs;
    }
}
