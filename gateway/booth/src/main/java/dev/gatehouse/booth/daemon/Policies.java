package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.core.decision.ActionPolicy;
import dev.gatehouse.core.decision.ActionTable;
import dev.gatehouse.core.decision.BoothPolicy;
import dev.gatehouse.core.decision.RadioAlerts;
import dev.gatehouse.core.passage.PassageTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// The port's policy: what is configured, the standard for the rest.
final class Policies {
    private static final long MS_A_SECOND = 1_000;

    private Policies() {}

    /// @throws CommandFailure when the port's own table of actions cannot be used
    static BoothPolicy of(BoothConfig.Policy configured, BoothConfig.Radio radio)
            throws CommandFailure {
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
                        t.rearMs(),
                        t.returnMs(),
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
                actions(configured),
                radio(radio));
    }

    private static RadioAlerts radio(BoothConfig.Radio radio) {
        return new RadioAlerts(
                radio.alerts().stream()
                        .map(alert ->
                                new RadioAlerts.Rule(
                                        alert.device(),
                                        alert.target(),
                                        alert.group(),
                                        alert.lowestPriority(),
                                        Set.copyOf(alert.lanes())))
                        .toList(),
                radio.acknowledgeS() * MS_A_SECOND,
                radio.attempts(),
                radio.textsAMinute());
    }

    private static ActionPolicy actions(BoothConfig.Policy configured) throws CommandFailure {
        if (configured.actions().isEmpty()) {
            return ActionPolicy.standard();
        }
        Path file = configured.actions().get();
        try {
            if (Files.size(file) > ActionTable.MAX_CHARS) {
                throw new CommandFailure(
                        "gatehouse: [policy] actions: " + file + " is longer than a table may be");
            }
            return ActionTable.read(Files.readString(file));
        } catch (IOException e) {
            throw new CommandFailure(
                    "gatehouse: [policy] actions: cannot read " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.notConfigured(
                    "gatehouse: [policy] actions: " + file + ": " + e.getMessage(), e);
        }
    }
}
