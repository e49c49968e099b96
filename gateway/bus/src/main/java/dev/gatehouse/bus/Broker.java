package dev.gatehouse.bus;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// Who is connected, what is retained, and where a message goes. Everything but the local listeners
/// and the counters belongs to the one network thread.
final class Broker {

    private static final long COMPLAINT_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// A listener of this process.
    record Local(TopicFilter filter, BusListener listener) {}

    private final Acl acl;
    private final BusLimits limits;
    private final LongSupplier nanoClock;
    private final Counters counters = new Counters();
    private final ConnectCheck connectCheck;
    private final CopyOnWriteArrayList<Local> locals = new CopyOnWriteArrayList<>();
    private final Map<Session.Key, Connection> clients = new LinkedHashMap<>();
    private final LinkedHashSet<Connection> strangers = new LinkedHashSet<>();
    private final RetainedStore retained;
    private final Principal self;
    private volatile Authenticator authenticator;
    private volatile int clientCount;
    private volatile int retainedCount;
    private boolean closing;
    private long assignedIds;
    private long suppressedComplaints;
    private long quietUntilNanos;

    Broker(Principal self, Authenticator authenticator, BusLimits limits, LongSupplier nanoClock) {
        this.self = self;
        this.acl = new Acl(self);
        this.limits = limits;
        this.nanoClock = nanoClock;
        this.authenticator = authenticator;
        this.retained = new RetainedStore(limits);
        this.connectCheck = new ConnectCheck(acl, limits, () -> "assigned-" + ++assignedIds);
        this.quietUntilNanos = nanoClock.getAsLong();
    }

    Acl acl() {
        return acl;
    }

    BusLimits limits() {
        return limits;
    }

    Counters counters() {
        return counters;
    }

    ConnectCheck connectCheck() {
        return connectCheck;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    Principal self() {
        return self;
    }

    long nowNanos() {
        return nanoClock.getAsLong();
    }

    boolean isClosing() {
        return closing;
    }

    BusStats stats() {
        return new BusStats(clientCount, retainedCount, 0, counters.snapshot());
    }

    /// A new connection, unknown yet. The oldest stranger makes room, so that connections which say
    /// nothing cannot keep out those that do.
    void stranger(Connection connection) {
        counters.add(BusCounter.ACCEPTED);
        if (strangers.size() >= limits.pendingConnects()) {
            Connection oldest = strangers.removeFirst();
            counters.add(BusCounter.REFUSED_SILENT);
            oldest.drop();
        }
        strangers.add(connection);
    }

    /// Gives the client its place, taking it from an earlier connection of the same session key
    /// \[MQTT-3.1.4-3\]. Nothing when there is no room.
    boolean admit(Connection connection, Session session) {
        Connection earlier = clients.get(session.key());
        if (earlier == null && !hasRoom(session.principal())) {
            return false;
        }
        if (earlier != null) {
            clients.remove(session.key());
            earlier.end(Reason.TAKEN_OVER, BusCounter.TAKEN_OVER);
        }
        strangers.remove(connection);
        clients.put(session.key(), connection);
        clientCount = clients.size();
        counters.add(BusCounter.CONNECTED);
        return true;
    }

    private boolean hasRoom(Principal principal) {
        int own = 0;
        for (Session.Key key : clients.keySet()) {
            own += key.principal().equals(principal.name()) ? 1 : 0;
        }
        return clients.size() < limits.clients() && own < limits.clientsPerPrincipal();
    }

    void gone(Connection connection, @Nullable Session session) {
        strangers.remove(connection);
        counters.add(BusCounter.DISCONNECTED);
        if (session != null && clients.get(session.key()) == connection) {
            clients.remove(session.key());
            clientCount = clients.size();
        }
    }

    /// Keeps what is to be retained and passes the message to every client that may have it and
    /// wants it.
    ///
    /// @return how many clients it went to
    int route(Publication publication) {
        if (publication.retain() && publication.name().topic().retained()) {
            if (!retained.put(publication)) {
                counters.add(BusCounter.RETAINED_REFUSED);
                complain("BUS-006 retained message refused: store full");
            }
            retainedCount = retained.size();
        }
        int receivers = 0;
        // a copy, since a client that overflows leaves the map
        for (Connection client : clients.values().toArray(new Connection[0])) {
            if (client.deliver(publication)) {
                receivers++;
            }
        }
        return receivers;
    }

    List<Publication> retainedFor(TopicFilter filter) {
        List<Publication> found = retained.matching(filter, nowNanos());
        retainedCount = retained.size();
        return found;
    }

    /// Listeners of this process that want the message; any thread.
    List<Local> localsFor(Publication publication) {
        return locals.stream()
                .filter(local -> local.filter().matches(publication.levels()))
                .toList();
    }

    /// Calls one listener; what it throws stays here.
    void tell(Local local, Publication publication, boolean fromStore, BusAck ack) {
        try {
            local.listener()
                    .onMessage(
                            new BusMessage(
                                    publication.topic(),
                                    publication.payload(),
                                    publication.publisher(),
                                    publication.receivedNanos(),
                                    fromStore,
                                    publication.duplicate(),
                                    ack));
        } catch (RuntimeException broken) {
            counters.add(BusCounter.LISTENER_FAILED);
            complain("BUS-007 listener failed: " + broken.getClass().getName());
            ack.refuse();
        }
    }

    void add(Local local) {
        locals.add(local);
    }

    void remove(Local local) {
        locals.remove(local);
    }

    /// Replaces the credentials and ends the connections of those who have none any more.
    void replace(Authenticator next, List<Principal> stillValid) {
        authenticator = next;
        for (Connection client : clients.values().toArray(new Connection[0])) {
            Optional<Session> session = client.session();
            if (session.isPresent() && !stillValid.contains(session.get().principal())) {
                client.revoke();
            }
        }
    }

    /// Says goodbye to everybody. Wills are not published: they announce a client's death, not the
    /// bus's.
    void shutDown() {
        closing = true;
        for (Connection client : clients.values().toArray(new Connection[0])) {
            client.end(Reason.SHUTTING_DOWN, null);
        }
        for (Connection stranger : strangers.toArray(new Connection[0])) {
            stranger.drop();
        }
    }

    /// One warning a second at most, however many clients misbehave; the counters have them all.
    void complain(String event) {
        long now = nowNanos();
        if (now - quietUntilNanos < 0) {
            suppressedComplaints++;
            return;
        }
        Logger.warn("{} (similar ones not logged: {})", event, suppressedComplaints);
        suppressedComplaints = 0;
        quietUntilNanos = now + COMPLAINT_PAUSE_NANOS;
    }
}
