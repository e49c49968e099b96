package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Joins packets that were sent in fragments (clause 8.2.1, FSN): of one source, destination and
/// service, in order, up to the one that says it is the last. Used by one thread.
public final class FragmentJoiner {

    /// Messages that are open at once.
    public static final int MAX_OPEN = 8;

    /// Octets of one message.
    public static final int MAX_BYTES = 8_192;

    /// Longest pause between two fragments.
    public static final long PAUSE_MS = 5_000;

    private static final int LAST = 0x8;
    private static final int NUMBER = 0x7;

    private final Map<Key, Open> open = new LinkedHashMap<>();
    private long dropped;

    private record Key(RadioAddress source, RadioAddress destination, int sap) {}

    private record Open(Octets data, int number, long atMs) {}

    /// The data of the whole message, once its last fragment is here; a packet in one piece at
    /// once.
    public Optional<Octets> add(Packet packet, long nowMs) {
        int fragment;
        int first;
        boolean whole;
        switch (packet.header()) {
            case UnconfirmedHeader header -> {
                fragment = header.fragment();
                // 0 means a packet in one piece, so counting begins at 1
                first = 1;
                whole = fragment == 0 || fragment == LAST;
            }
            case ConfirmedHeader header -> {
                fragment = header.fragment();
                first = 0;
                whole = fragment == ConfirmedHeader.SINGLE;
            }
            case ResponseHeader _,
                    DefinedDataHeader _,
                    RawDataHeader _,
                    StatusHeader _,
                    UdtHeader _,
                    ProprietaryHeader _ -> {
                return Optional.of(packet.data());
            }
        }
        return whole ? Optional.of(packet.data()) : join(packet, fragment, first, nowMs);
    }

    private Optional<Octets> join(Packet packet, int fragment, int first, long nowMs) {
        Route route = packet.route();
        Key key = new Key(route.source(), route.destination(), route.sap());
        int number = fragment & NUMBER;
        Optional<Open> before = Optional.ofNullable(open.remove(key));
        Octets data = packet.data();
        if (before.isPresent()
                && nowMs - before.get().atMs() <= PAUSE_MS
                && follows(before.get().number(), number)) {
            data = before.get().data().plus(data);
        } else if (number != first) {
            dropped++;
            return Optional.empty();
        }
        if (data.length() > MAX_BYTES) {
            dropped++;
            return Optional.empty();
        }
        if ((fragment & LAST) != 0) {
            return Optional.of(data);
        }
        open.put(key, new Open(data, number, nowMs));
        if (open.size() > MAX_OPEN) {
            open.remove(open.keySet().iterator().next());
            dropped++;
        }
        return Optional.empty();
    }

    /// After 7 comes 1, or 0 where that is no sign of a packet in one piece.
    private static boolean follows(int before, int number) {
        return number == ((before + 1) & NUMBER) || (before == NUMBER && number == 1);
    }

    /// Messages that were given up.
    public long dropped() {
        return dropped;
    }
}
