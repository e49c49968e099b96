package dev.gatehouse.booth.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The paired browsers. In memory alone: a restart of the booth ends them all. A cookie is kept as
/// its SHA-256 only. Owned by the console's thread; time is monotonic.
final class Sessions {
    /// A cookie of ours is shorter.
    private static final int COOKIE_MAX_CHARS = 64;

    private final Tokens tokens;
    private final int most;
    private final long idleNanos;
    private final long absoluteNanos;
    private final Map<String, Session> byHash = new HashMap<>();

    /// A new session and the only copy of its cookie.
    record Opened(Session session, String cookie) {
        @Override
        public String toString() {
            return "Opened[" + session + "]";
        }
    }

    Sessions(Tokens tokens, ConsoleLimits limits) {
        this.tokens = tokens;
        this.most = limits.sessions();
        this.idleNanos = TimeUnit.MILLISECONDS.toNanos(limits.sessionIdleMs());
        this.absoluteNanos = TimeUnit.MILLISECONDS.toNanos(limits.sessionAbsoluteMs());
    }

    boolean hasRoom() {
        return byHash.size() < most;
    }

    Opened open(Role role, long now) {
        if (!hasRoom()) {
            throw new IllegalStateException("sessions: expected at most " + most);
        }
        String cookie = tokens.secret();
        Session session = new Session(tokens.name(), role, tokens.secret(), now);
        byHash.put(hash(cookie), session);
        return new Opened(session, cookie);
    }

    /// The session of a cookie, if it is alive; looking is no use of it.
    Optional<Session> find(String cookie, long now) {
        if (cookie.isEmpty() || cookie.length() > COOKIE_MAX_CHARS) {
            return Optional.empty();
        }
        return Optional.ofNullable(byHash.get(hash(cookie)))
                .filter(session -> !isOver(session, now));
    }

    private boolean isOver(Session session, long now) {
        return session.isEnded()
                || now - session.usedNanos() > idleNanos
                || now - session.openedNanos() > absoluteNanos;
    }

    void end(Session session) {
        session.end();
        byHash.values().remove(session);
    }

    /// Ends what is too old or idle.
    ///
    /// @return those
    List<Session> expire(long now) {
        List<Session> over = new ArrayList<>();
        for (Iterator<Session> all = byHash.values().iterator(); all.hasNext(); ) {
            Session session = all.next();
            if (isOver(session, now)) {
                session.end();
                over.add(session);
                all.remove();
            }
        }
        return over;
    }

    /// Ends every session.
    ///
    /// @return those
    List<Session> endAll() {
        List<Session> all = List.copyOf(byHash.values());
        all.forEach(Session::end);
        byHash.clear();
        return all;
    }

    int count() {
        return byHash.size();
    }

    private static String hash(String cookie) {
        return HexFormat.of().formatHex(Tokens.sha256(cookie.getBytes(StandardCharsets.UTF_8)));
    }
}
