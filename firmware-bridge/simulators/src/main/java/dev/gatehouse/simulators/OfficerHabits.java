package dev.gatehouse.simulators;

/// How a simulated officer works.
///
/// @param badge badge of the authenticated officer
/// @param role e.g. `officer`
/// @param shift shift word of the commands
/// @param releaseShare share of referrals waved through without examination
/// @param mistypeShare share of plates keyed in wrongly
/// @param speed human delays are divided by this; 1 is a person
record OfficerHabits(
        String badge,
        String role,
        String shift,
        double releaseShare,
        double mistypeShare,
        double speed) {

    static final double USUAL_RELEASE_SHARE = 0.1;
    static final double USUAL_MISTYPE_SHARE = 0.03;

    OfficerHabits {
        if (!badge.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "badge: expected 1..64 characters of [A-Za-z0-9._-]");
        }
        if (!(releaseShare >= 0 && releaseShare <= 1)
                || !(mistypeShare >= 0 && mistypeShare <= 1)) {
            throw new IllegalArgumentException("shares: expected 0 to 1");
        }
        if (!(speed > 0 && speed <= 10_000)) {
            throw new IllegalArgumentException(
                    "speed: expected more than 0 and at most 10000, found " + speed);
        }
    }
}
