package dev.gatehouse.simulators.portal;

import dev.gatehouse.protocols.portal.DetectorCounts;
import dev.gatehouse.protocols.portal.PortalDecimal;
import dev.gatehouse.protocols.portal.PortalLine;
import dev.gatehouse.protocols.portal.Radiation;
import dev.gatehouse.simulators.stream.StreamDevice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// A portal that sends lines (clause 1 of the sheet): background each 5 s, and occupancies of some
/// seconds in steps of 200 ms, with sources of a Gaussian shape. Knows what it let happen.
public final class SimulatedPortal implements StreamDevice {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long BACKGROUND_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final double GAMMA_BACKGROUND = 250;
    private static final double NEUTRON_BACKGROUND = 3;
    private static final int INTERVALS = 5;

    /// A little under the limit that a gateway takes for the portal's, as a portal is set.
    private static final double SIGMA_LIMIT = 6.5;

    private static final double FOOT_METRES = 0.3048;
    private static final double MILE_METRES = 1609.344;

    /// What went on; each of them is told by the portal unless it says otherwise.
    public enum Happened {
        OCCUPANCIES,
        GAMMA_ALARMS,
        NEUTRON_ALARMS,
        /// A source to which the portal said nothing.
        DEAF,
        FAULTS,
        TAMPERS,
        MISSING_ENDS,
        STALLS,
        BROKEN_LINES,
        GARBAGE_LINES,
        UNKNOWN_LINES
    }

    private enum Trouble {
        NONE,
        LOW,
        HIGH,
        NEUTRON_HIGH,
        TAMPER,
        MISSING_END,
        STALL,
        BROKEN_LINE
    }

    private static final List<Trouble> TROUBLES =
            List.of(
                    Trouble.LOW,
                    Trouble.HIGH,
                    Trouble.NEUTRON_HIGH,
                    Trouble.TAMPER,
                    Trouble.MISSING_END,
                    Trouble.STALL,
                    Trouble.BROKEN_LINE);

    /// Octets to say, or none: then the line breaks.
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Step(long atNanos, byte[] octets) {}

    private final PortalTraits traits;
    private final SplittableRandom random;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<Happened, Long> happened = new EnumMap<>(Happened.class);
    private long planNanos;
    private boolean started;

    public SimulatedPortal(PortalTraits traits) {
        this.traits = traits;
        this.random = new SplittableRandom(traits.seed());
    }

    /// How often, of what was planned so far; steps that are still to come included.
    public long count(Happened what) {
        return happened.getOrDefault(what, 0L);
    }

    private void note(Happened what) {
        happened.merge(what, 1L, Long::sum);
    }

    /// A portal hears nothing.
    @Override
    public void octets(byte[] octets, long nanos) {}

    @Override
    public void duty(long nanos, Line line) {
        if (!started) {
            started = true;
            planNanos = nanos;
        }
        if (steps.isEmpty()) {
            plan();
        }
        while (!steps.isEmpty() && nanos - steps.element().atNanos() >= 0) {
            Step step = steps.remove();
            if (step.octets().length == 0) {
                line.hangUp();
            } else {
                line.say(step.octets());
            }
        }
    }

    /// When the next octets are due, for who has no time to wait.
    public long nextNanos() {
        return steps.isEmpty() ? planNanos : steps.element().atNanos();
    }

    /// Nothing is planned: what was counted has been said.
    public boolean idle() {
        return steps.isEmpty();
    }

    private void plan() {
        Trouble trouble =
                random.nextDouble() < traits.troubleShare()
                        ? TROUBLES.get(random.nextInt(TROUBLES.size()))
                        : Trouble.NONE;
        idle(trouble);
        occupancy(trouble);
    }

    private void idle(Trouble trouble) {
        planNanos += TimeUnit.SECONDS.toNanos(2);
        double pauseNanos =
                TimeUnit.MILLISECONDS.toNanos(traits.pauseMs()) * (0.5 + random.nextDouble());
        long pairs = Math.max(1, (long) (pauseNanos / BACKGROUND_NANOS));
        long bad = random.nextLong(pairs);
        for (long pair = 0; pair < pairs; pair++) {
            background(pair == bad ? trouble : Trouble.NONE);
            planNanos += BACKGROUND_NANOS;
        }
        if (trouble == Trouble.LOW || trouble == Trouble.HIGH || trouble == Trouble.NEUTRON_HIGH) {
            note(Happened.FAULTS);
            // screening is there again before somebody comes
            background(Trouble.NONE);
        }
        if (trouble == Trouble.TAMPER) {
            note(Happened.TAMPERS);
            say(new PortalLine.Tamper(true, DetectorCounts.ZERO));
            planNanos += TimeUnit.SECONDS.toNanos(3);
            say(
                    new PortalLine.Tamper(
                            false, new DetectorCounts(111_111, 111_111, 111_111, 111_111)));
        }
        planNanos += TimeUnit.SECONDS.toNanos(1);
    }

    private void background(Trouble trouble) {
        say(
                new PortalLine.Background(
                        Radiation.NEUTRON,
                        trouble == Trouble.NEUTRON_HIGH
                                ? PortalLine.Level.HIGH
                                : PortalLine.Level.NORMAL,
                        counts(trouble == Trouble.NEUTRON_HIGH ? 90 : NEUTRON_BACKGROUND)));
        double factor = trouble == Trouble.LOW ? 0.2 : trouble == Trouble.HIGH ? 4 : 1;
        DetectorCounts usual = counts(GAMMA_BACKGROUND);
        say(
                new PortalLine.Background(
                        Radiation.GAMMA,
                        trouble == Trouble.LOW
                                ? PortalLine.Level.LOW
                                : trouble == Trouble.HIGH
                                        ? PortalLine.Level.HIGH
                                        : PortalLine.Level.NORMAL,
                        // one detector out of limits
                        new DetectorCounts(
                                (int) (usual.d1() * factor), usual.d2(), usual.d3(), usual.d4())));
    }

    private DetectorCounts counts(double mean) {
        return new DetectorCounts(noisy(mean), noisy(mean), noisy(mean), noisy(mean));
    }

    /// Counts scatter by the root of their mean.
    private int noisy(double mean) {
        return Math.clamp(Math.round(mean + random.nextGaussian() * Math.sqrt(mean)), 0, 999_999);
    }

    private void occupancy(Trouble trouble) {
        note(Happened.OCCUPANCIES);
        boolean source = random.nextDouble() < traits.alarmShare();
        boolean neutrons = source && random.nextInt(2) == 0;
        boolean deaf = source && random.nextDouble() < traits.deafShare();
        if (deaf) {
            note(Happened.DEAF);
        }
        int intervals = 20 + random.nextInt(30);
        double total = DetectorCounts.DETECTORS * GAMMA_BACKGROUND;
        double peak = traits.sigma() * Math.sqrt(total) / INTERVALS / DetectorCounts.DETECTORS;
        Deque<Long> lastFive = new ArrayDeque<>();
        boolean gammaSaid = false;
        boolean neutronSaid = false;
        PortalLine speed = speed();
        say(new PortalLine.Scan(Radiation.NEUTRON, false, counts(NEUTRON_BACKGROUND)));
        for (int i = -INTERVALS; i < intervals; i++) {
            double at = (i - intervals / 2.0) / (intervals / 6.0);
            double shape = source ? Math.exp(-at * at / 2) : 0;
            DetectorCounts counts = counts(GAMMA_BACKGROUND / INTERVALS + shape * peak);
            lastFive.addLast(counts.total());
            if (lastFive.size() > INTERVALS) {
                lastFive.removeFirst();
            }
            double sum = (double) lastFive.stream().mapToLong(Long::longValue).sum();
            boolean high =
                    lastFive.size() == INTERVALS
                            && sum >= total + SIGMA_LIMIT * Math.sqrt(total)
                            && !deaf;
            say(new PortalLine.Scan(Radiation.GAMMA, high, counts));
            gammaSaid |= high;
            if (i >= 0) {
                planNanos += STEP_NANOS;
                if (i % INTERVALS == INTERVALS - 1) {
                    boolean burst = neutrons && shape > 0.3 && !deaf;
                    say(
                            new PortalLine.Scan(
                                    Radiation.NEUTRON,
                                    burst,
                                    counts(NEUTRON_BACKGROUND + (burst ? 20 : 0))));
                    neutronSaid |= burst;
                }
                if (i % 6 == 0) {
                    say(speed);
                }
            }
            if (i == intervals * 3 / 4) {
                if (trouble == Trouble.STALL) {
                    note(Happened.STALLS);
                    planNanos += TimeUnit.SECONDS.toNanos(4);
                } else if (trouble == Trouble.BROKEN_LINE) {
                    note(Happened.BROKEN_LINES);
                    steps.add(new Step(planNanos, new byte[0]));
                    break;
                }
            }
        }
        if (gammaSaid) {
            note(Happened.GAMMA_ALARMS);
        }
        if (neutronSaid) {
            note(Happened.NEUTRON_ALARMS);
        }
        end(trouble);
    }

    private void end(Trouble trouble) {
        if (trouble == Trouble.MISSING_END) {
            note(Happened.MISSING_ENDS);
        } else if (trouble == Trouble.BROKEN_LINE) {
            // the line is up again before the next background
            planNanos += TimeUnit.SECONDS.toNanos(3);
        } else {
            // the last interval is cut short
            say(
                    new PortalLine.Scan(
                            Radiation.GAMMA, false, counts(GAMMA_BACKGROUND / INTERVALS / 4)));
            say(new PortalLine.End(DetectorCounts.ZERO));
        }
    }

    private PortalLine speed() {
        double metresPerSecond = 0.8 + 2 * random.nextDouble();
        return new PortalLine.Speed(
                PortalDecimal.of(FOOT_METRES / metresPerSecond, 1),
                PortalDecimal.of(metresPerSecond * 3_600 / MILE_METRES, 2),
                PortalDecimal.of(metresPerSecond * 3.6, 3),
                new PortalDecimal("000000"));
    }

    private void say(PortalLine line) {
        boolean noisy = random.nextDouble() < traits.noiseShare();
        int how = noisy ? random.nextInt(4) : -1;
        byte[] text = line.encode();
        byte[] octets = Arrays.copyOf(text, text.length + (how == 0 ? 1 : 2));
        if (how != 0) {
            octets[text.length] = '\r';
        }
        octets[octets.length - 1] = '\n';
        switch (how) {
            case 1 -> {
                int cut = 1 + random.nextInt(octets.length - 1);
                steps.add(new Step(planNanos, Arrays.copyOf(octets, cut)));
                steps.add(new Step(planNanos, Arrays.copyOfRange(octets, cut, octets.length)));
            }
            case 2 -> {
                note(Happened.GARBAGE_LINES);
                other("#" + random.nextInt(1_000_000));
                steps.add(new Step(planNanos, octets));
            }
            case 3 -> {
                note(Happened.UNKNOWN_LINES);
                other("SG,007.00,004");
                steps.add(new Step(planNanos, octets));
            }
            default -> steps.add(new Step(planNanos, octets));
        }
    }

    private void other(String text) {
        steps.add(new Step(planNanos, (text + "\r\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /// All octets of a time, for tests and captures: an empty array is a broken line.
    public List<byte[]> all(long nanos) {
        List<byte[]> said = new ArrayList<>();
        Line line =
                new Line() {
                    @Override
                    public void say(byte[] octets) {
                        said.add(octets);
                    }

                    @Override
                    public void hangUp() {
                        said.add(new byte[0]);
                    }
                };
        duty(nanos, line);
        return said;
    }
}
