package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.core.decision.BoothPolicy;
import dev.gatehouse.core.passage.PassageTimes;

/// The port's policy: what is configured, the standard for the rest.
final class Policies {
    private static final long MS_A_SECOND = 1_000;

    private Policies() {}

    static BoothPolicy of(BoothConfig.Policy configured) {
        BoothPolicy s = BoothPolicy.standard();
        PassageTimes t = s.passage();
        long lingerMs = Math.max(1, configured.exitLingerMs());
        PassageTimes times =
                new PassageTimes(
                        Math.min(t.chatterMs(), configured.chatterMs()),
                        lingerMs,
                        t.approachMs(),
                        t.slidingMs(),
                        t.slidingMaxMs(),
                        t.keySilenceMs(),
                        Math.max(configured.passageTimeoutS() * MS_A_SECOND, lingerMs));
        return new BoothPolicy(
                configured.queryByHandRefers(),
                configured.escalateAfterS() * MS_A_SECOND,
                s.openEscalateAfterMs(),
                Math.max(1, configured.escalationsMax()),
                s.pulseMs(),
                s.pulseValidMs(),
                s.readGraceMs(),
                s.manualEntryMs(),
                s.reconcileMs(),
                s.reconcileTolerance(),
                s.alertBurst(),
                s.alertRefillMs(),
                s.repeatMs(),
                s.repeatEntries(),
                times,
                s.actions());
    }
}
