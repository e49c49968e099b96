package dev.gatehouse.simulators;

import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.OfficerCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Commands an officer has decided on and the booth has not answered. Each is sent again with the
/// same id until it is, so that a lost reply costs nothing. Owned by one thread.
final class OfficerDesk {

    /// Commands in hand; a further one is given up.
    static final int LIMIT = 512;

    /// Sendings of one command before it is given up: with the waits below, about a quarter of an
    /// hour.
    static final int ATTEMPTS = 100;

    static final long FIRST_ANSWER_WAIT_NANOS = 2_000_000_000L;
    static final long LONGEST_ANSWER_WAIT_NANOS = 10_000_000_000L;
    private static final long BUSY_WAIT_NANOS = 250_000_000L;

    private final OfficerHabits habits;
    private final String session;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private long made;
    private long sent;
    private long repeated;
    private long refused;
    private long givenUp;

    OfficerDesk(OfficerHabits habits, String session) {
        if (!session.matches("[A-Za-z0-9]{1,32}")) {
            throw new IllegalArgumentException("session: expected 1..32 letters or digits");
        }
        this.habits = habits;
        this.session = session;
    }

    private static final class Open {
        final OfficerCommand command;
        long dueNanos;
        int attempts;

        Open(OfficerCommand command, long dueNanos) {
            this.command = command;
            this.dueNanos = dueNanos;
        }
    }

    /// Completes a command with its author and an id of its own, to be sent at `dueNanos`.
    ///
    /// @return the id
    String later(OfficerCommand.Builder command, long dueNanos) {
        String id = session + "-" + Long.toString(++made, 36);
        OfficerCommand complete =
                command.setCommandId(id)
                        .setBadge(habits.badge())
                        .setRole(habits.role())
                        .setShift(habits.shift())
                        .build();
        if (open.size() >= LIMIT) {
            givenUp++;
        } else {
            open.put(id, new Open(complete, dueNanos));
        }
        return id;
    }

    boolean open(String commandId) {
        return open.containsKey(commandId);
    }

    void forget(String commandId) {
        open.remove(commandId);
    }

    /// @return the command that this reply ends; empty for one not in hand and for BUSY, after
    ///   which it is sent again
    Optional<OfficerCommand> answered(CommandReply reply, long now) {
        Open known = open.get(reply.getCommandId());
        if (known == null) {
            return Optional.empty();
        }
        if (reply.getOutcome() == CommandOutcome.COMMAND_OUTCOME_REFUSED_BUSY) {
            known.dueNanos = now + BUSY_WAIT_NANOS * known.attempts;
            return Optional.empty();
        }
        open.remove(reply.getCommandId());
        if (reply.getOutcome() != CommandOutcome.COMMAND_OUTCOME_DONE
                && reply.getOutcome() != CommandOutcome.COMMAND_OUTCOME_REPEATED) {
            refused++;
        }
        return Optional.of(known.command);
    }

    List<OfficerCommand> due(long now) {
        List<OfficerCommand> commands = new ArrayList<>();
        open.values()
                .removeIf(
                        each -> now - each.dueNanos >= 0 && each.attempts >= ATTEMPTS && giveUp());
        for (Open each : open.values()) {
            if (now - each.dueNanos >= 0) {
                if (each.attempts++ == 0) {
                    sent++;
                } else {
                    repeated++;
                }
                each.dueNanos =
                        now
                                + Math.min(
                                        LONGEST_ANSWER_WAIT_NANOS,
                                        FIRST_ANSWER_WAIT_NANOS * each.attempts);
                commands.add(each.command);
            }
        }
        return List.copyOf(commands);
    }

    private boolean giveUp() {
        givenUp++;
        return true;
    }

    OptionalLong nextDueNanos() {
        // Nanosecond clocks may pass zero: compare by difference.
        OptionalLong next = OptionalLong.empty();
        for (Open each : open.values()) {
            if (next.isEmpty() || each.dueNanos - next.getAsLong() < 0) {
                next = OptionalLong.of(each.dueNanos);
            }
        }
        return next;
    }

    void repeatAll(long now) {
        for (Open each : open.values()) {
            if (each.attempts > 0) {
                each.dueNanos = now;
            }
        }
    }

    long sent() {
        return sent;
    }

    long repeated() {
        return repeated;
    }

    long refused() {
        return refused;
    }

    long givenUp() {
        return givenUp;
    }
}
