package dev.gatehouse.booth.console;

import dev.gatehouse.proto.v1.ConsoleAccess;
import dev.gatehouse.proto.v1.ConsoleAct;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/// Who comes in and who goes: codes, sessions, the lock, and the record of each. Owned by the
/// console's thread.
final class Gatekeeper {
    private final Sessions sessions;
    private final PairingFolder folder;
    private final PairingGuard guard;
    private final AccessRecords records;
    private final Counters counters;
    private final LongSupplier nanos;
    private final LongSupplier wallMs;

    Gatekeeper(
            Sessions sessions,
            PairingFolder folder,
            AccessRecords records,
            Counters counters,
            LongSupplier nanos,
            LongSupplier wallMs) {
        this.sessions = sessions;
        this.folder = folder;
        this.guard = new PairingGuard(nanos.getAsLong());
        this.records = records;
        this.counters = counters;
        this.nanos = nanos;
        this.wallMs = wallMs;
    }

    /// What became of an attempt to pair.
    sealed interface Answer {
        /// A session, and the only copy of its cookie.
        record Paired(Sessions.Opened opened) implements Answer {}

        /// No open code is this one.
        record Wrong() implements Answer {}

        /// Nothing is compared for so long, seconds.
        record Locked(long retryAfterS) implements Answer {}

        /// No room for a session, or for its record.
        record Busy() implements Answer {}
    }

    Answer pair(String typed, ClientAddress client) {
        long now = nanos.getAsLong();
        OptionalLong locked = guard.lockedS(client.network(), now);
        if (locked.isPresent()) {
            counters.add(ConsoleCounter.REFUSED_LOCKED);
            return new Answer.Locked(locked.getAsLong());
        }
        Optional<PairingFolder.Found> found =
                PairingCode.normal(typed)
                        .flatMap(code -> folder.find(code, now, wallMs.getAsLong()));
        if (found.isEmpty()) {
            return wrong(client, now);
        }
        if (!sessions.hasRoom()) {
            counters.add(ConsoleCounter.REFUSED_BUSY);
            return new Answer.Busy();
        }
        if (!folder.spend(found.get())) {
            return wrong(client, now);
        }
        Sessions.Opened opened = sessions.open(found.get().role(), now);
        if (!record(ConsoleAct.CONSOLE_ACT_PAIRED, opened.session(), client)) {
            // nobody comes in without a record of it; the code is spent all the same
            sessions.end(opened.session());
            counters.add(ConsoleCounter.REFUSED_BUSY);
            return new Answer.Busy();
        }
        counters.add(ConsoleCounter.PAIRED);
        Logger.info(
                "CON-010 paired: session={}, role={}",
                opened.session().id(),
                opened.session().role().word());
        return new Answer.Paired(opened);
    }

    private Answer wrong(ClientAddress client, long now) {
        counters.add(ConsoleCounter.REFUSED_CODES);
        var _ = record(ConsoleAct.CONSOLE_ACT_PAIRING_REFUSED, client);
        if (guard.failed(client.network(), now)) {
            var _ = record(ConsoleAct.CONSOLE_ACT_PAIRING_LOCKED, client);
            OptionalLong waitS = guard.lockedS(client.network(), now);
            Logger.warn(
                    "CON-011 too many wrong pairing codes; no more are compared: client={}, wait_s={}",
                    client.text(),
                    waitS.orElse(0));
        }
        return new Answer.Wrong();
    }

    Optional<Session> find(String cookie) {
        return sessions.find(cookie, nanos.getAsLong());
    }

    void use(Session session) {
        session.use(nanos.getAsLong());
    }

    void logOut(Session session, ClientAddress client) {
        sessions.end(session);
        var _ = record(ConsoleAct.CONSOLE_ACT_LOGGED_OUT, session, client);
        Logger.info("CON-012 logged out: session={}", session.id());
    }

    /// Looks for codes and requests of the command line, and for sessions that are over; about once
    /// a second.
    void tick() {
        long now = nanos.getAsLong();
        folder.look(now, wallMs.getAsLong());
        for (Session session : sessions.expire(now)) {
            counters.add(ConsoleCounter.EXPIRED);
            var _ = record(ConsoleAct.CONSOLE_ACT_EXPIRED, session);
            Logger.info("CON-013 session over: session={}", session.id());
        }
        if (folder.takeRevocation()) {
            var ended = sessions.endAll();
            ended.forEach(session -> {
                var _ = record(ConsoleAct.CONSOLE_ACT_REVOKED, session);
            });
            Logger.info("CON-014 all sessions revoked: count={}", ended.size());
        }
    }

    private boolean record(ConsoleAct act, Session session, ClientAddress client) {
        return offer(of(act, session).setClientAddress(client.text()));
    }

    private boolean record(ConsoleAct act, Session session) {
        return offer(of(act, session));
    }

    private boolean record(ConsoleAct act, ClientAddress client) {
        return offer(ConsoleAccess.newBuilder().setAct(act).setClientAddress(client.text()));
    }

    private static ConsoleAccess.Builder of(ConsoleAct act, Session session) {
        return ConsoleAccess.newBuilder()
                .setAct(act)
                .setSessionId(session.id())
                .setRole(session.role().wire());
    }

    private boolean offer(ConsoleAccess.Builder access) {
        boolean taken = records.offer(access.build());
        if (!taken) {
            counters.add(ConsoleCounter.RECORDS_DROPPED);
        }
        return taken;
    }
}
