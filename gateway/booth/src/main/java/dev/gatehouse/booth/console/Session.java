package dev.gatehouse.booth.console;

/// One paired browser. Owned by the console's thread.
final class Session {
    private final String id;
    private final Role role;
    private final String csrf;
    private final long openedNanos;
    private long usedNanos;
    private boolean ended;

    Session(String id, Role role, String csrf, long now) {
        this.id = id;
        this.role = role;
        this.csrf = csrf;
        this.openedNanos = now;
        this.usedNanos = now;
    }

    /// Names it in records; tells nothing of its cookie.
    String id() {
        return id;
    }

    Role role() {
        return role;
    }

    /// What each change must bring besides the cookie.
    String csrf() {
        return csrf;
    }

    void use(long now) {
        usedNanos = now;
    }

    long openedNanos() {
        return openedNanos;
    }

    long usedNanos() {
        return usedNanos;
    }

    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    /// Its tokens withheld.
    @Override
    public String toString() {
        return "Session[" + id + ", " + role + "]";
    }
}
