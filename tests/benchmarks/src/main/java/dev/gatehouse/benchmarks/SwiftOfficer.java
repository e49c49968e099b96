package dev.gatehouse.benchmarks;

import dev.gatehouse.bus.Json;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.ReferralState;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Takes every referral through acknowledgement, secondary and examination, a moment after the
/// other, so that a booth under test has as many open as a booth in the field and not thousands.
final class SwiftOfficer implements AutoCloseable {
    private static final String BADGE = "1001";
    private static final String SHIFT = "bench";

    /// Far quicker than anybody: with hits this frequent somebody slower would have hundreds open.
    private static final int STEP_MS = 60;

    private final BoothSite site;
    private final BusPeer peer;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Work> underWay = new ConcurrentHashMap<>();
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private record Work(String referral, String lane) {}

    SwiftOfficer(BoothSite site) throws IOException {
        this.site = site;
        String user = "officer-" + BADGE;
        peer =
                new BusPeer(
                        site.busUri(), user, site.password(user), (_, payload) -> replied(payload));
        peer.subscribe(site.topic("officer/" + BADGE + "/reply"));
    }

    /// Referrals taken to their end.
    long closed() {
        return closed.get();
    }

    /// Commands that the booth did not carry out.
    long refused() {
        return refused.get();
    }

    /// A referral was raised.
    void alerted(Alert alert) {
        next(
                new Work(alert.getReferralId(), alert.getLaneId()),
                OfficerCommand.newBuilder().setKind(CommandKind.COMMAND_KIND_ACKNOWLEDGE));
    }

    private void replied(byte[] payload) {
        if (!(Json.parse(payload, CommandReply.getDefaultInstance())
                instanceof Decoded.Message<CommandReply>(var reply))) {
            return;
        }
        Work work = underWay.remove(reply.getCommandId());
        if (work == null) {
            return;
        }
        if (reply.getState() == ReferralState.REFERRAL_STATE_ACKNOWLEDGED) {
            next(work, OfficerCommand.newBuilder().setKind(CommandKind.COMMAND_KIND_IN_SECONDARY));
        } else if (reply.getState() == ReferralState.REFERRAL_STATE_IN_SECONDARY) {
            next(
                    work,
                    OfficerCommand.newBuilder()
                            .setKind(CommandKind.COMMAND_KIND_EXAMINED)
                            .setResult(
                                    ExaminationResult
                                            .EXAMINATION_RESULT_SAME_SUBJECT_EXAMINED_RESULT));
        } else if (reply.getState() == ReferralState.REFERRAL_STATE_CLOSED) {
            closed.incrementAndGet();
        } else {
            refused.incrementAndGet();
        }
    }

    private void next(Work work, OfficerCommand.Builder command) {
        String id = "bench-" + commands.incrementAndGet();
        byte[] payload =
                Json.print(
                        command.setCommandId(id)
                                .setBadge(BADGE)
                                .setRole("officer")
                                .setShift(SHIFT)
                                .setReferralId(work.referral())
                                .setLaneId(work.lane())
                                .build());
        underWay.put(id, work);
        try {
            var _ = later.schedule(() -> send(payload), STEP_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the measurement is over
        }
    }

    private void send(byte[] payload) {
        try {
            peer.publish(site.topic("officer/" + BADGE + "/command"), payload);
        } catch (IOException e) {
            refused.incrementAndGet();
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        peer.close();
    }
}
