package dev.gatehouse.simulators.dispatch;

import dev.gatehouse.simulators.dispatch.RadioStep.Act;
import dev.gatehouse.simulators.dispatch.RadioStep.CallForHelp;
import dev.gatehouse.simulators.dispatch.RadioStep.Leave;
import dev.gatehouse.simulators.dispatch.RadioStep.Locate;
import dev.gatehouse.simulators.dispatch.RadioStep.Register;
import dev.gatehouse.simulators.dispatch.RadioStep.Say;
import dev.gatehouse.simulators.dispatch.RadioStep.Talk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// What a fleet of radios does: a pure function of its settings, so that the same seed does the
/// same again whatever the system.
///
/// @param kind of scenario
/// @param seed fixes everything
/// @param radios in the fleet, 1 to [#MAX_RADIOS]
/// @param perSecond steps a second, mean
/// @param acts of each radio between coming and going
record RadioPlan(Kind kind, long seed, int radios, int perSecond, int acts) {

    /// Largest fleet.
    static final int MAX_RADIOS = 10_000;

    private static final int MAX_ACTS = 1_000;
    private static final int MAX_STEPS = 1_000_000;

    /// Which scenario.
    enum Kind {
        /// Everybody switches on at once.
        STORM("registration-storm"),
        /// A shift: radios come, talk, write, tell where they are, one calls for help, some go.
        PATROL("patrol"),
        /// One radio after the other calls for help.
        EMERGENCY("emergency");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "scenario: expected registration-storm, patrol or emergency");
        }
    }

    RadioPlan {
        if (radios < 1 || radios > MAX_RADIOS || acts < 0 || acts > MAX_ACTS || perSecond < 1) {
            throw new IllegalArgumentException(
                    "radios: expected 1..10000 of them, 0..1000 acts, 1 step a second or more");
        }
        if ((long) radios * (acts + 2) > MAX_STEPS) {
            throw new IllegalArgumentException("radios: expected at most 1000000 steps in all");
        }
    }

    /// All steps in the order of their time.
    List<RadioStep> steps() {
        SplittableRandom random = new SplittableRandom(seed);
        List<RadioStep> steps = new ArrayList<>();
        double at = 0;
        for (int radio = 0; radio < radios; radio++) {
            at += gapMs(random);
            steps.add(new RadioStep((long) at, radio, new Register()));
        }
        switch (kind) {
            case STORM -> {}
            case EMERGENCY -> {
                for (int radio = 0; radio < radios; radio++) {
                    at += gapMs(random);
                    steps.add(new RadioStep((long) at, radio, help(random)));
                }
            }
            case PATROL -> patrol(at, random, steps);
        }
        steps.sort(Comparator.comparingLong(RadioStep::atMs));
        return List.copyOf(steps);
    }

    private void patrol(double from, SplittableRandom random, List<RadioStep> steps) {
        double at = from;
        int inAll = radios * acts;
        int helpAt = inAll / 2;
        for (int i = 0; i < inAll; i++) {
            at += gapMs(random);
            int radio = random.nextInt(radios);
            Act act = i == helpAt ? help(random) : act(random);
            steps.add(new RadioStep((long) at, radio, act));
        }
        for (int radio = 0; radio < radios; radio++) {
            if (random.nextInt(10) == 0) {
                at += gapMs(random);
                steps.add(new RadioStep((long) at, radio, new Leave()));
            }
        }
    }

    /// Exponential, as things come that know nothing of each other.
    private double gapMs(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble()) * 1_000 / perSecond;
    }

    private static Act act(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Say(WORDS.get(random.nextInt(WORDS.size())) + " " + random.nextInt(100));
            case 1 ->
                    new Locate(
                            50 + random.nextDouble(),
                            14 + random.nextDouble(),
                            random.nextInt(60),
                            random.nextInt(360));
            default -> new Talk(1 + random.nextInt(9), 300 + random.nextInt(3_000));
        };
    }

    private static Act help(SplittableRandom random) {
        return new CallForHelp(50 + random.nextDouble(), 14 + random.nextDouble());
    }

    private static final List<String> WORDS =
            List.of("LANE", "GATE", "QUEUE AT", "RELIEF FOR", "BACK AT", "ÜBERGABE", "K9 AT");
}
