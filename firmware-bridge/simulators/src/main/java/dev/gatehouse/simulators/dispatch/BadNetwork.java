package dev.gatehouse.simulators.dispatch;

import java.util.Optional;
import java.util.SplittableRandom;

/// A way that loses, repeats, swaps and damages datagrams, by its seed. Damage is apart from the
/// rest: UDP's own checksum keeps it away, unless a sender leaves that out. Owned by one thread.
final class BadNetwork implements PeerOut {

    private record Held(int socket, int radio, byte[] octets) {}

    private final PeerOut out;
    private final double share;
    private final double damage;
    private final SplittableRandom random;
    private Optional<Held> held = Optional.empty();

    /// @param share of datagrams that are lost, repeated, swapped: of each so many, 0 to 1
    /// @param damage share of datagrams with a wrong bit
    BadNetwork(PeerOut out, double share, double damage, long seed) {
        this.out = out;
        this.share = share;
        this.damage = damage;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void send(int socket, int radio, byte[] octets) {
        if (random.nextDouble() < share) {
            return;
        }
        byte[] arriving = octets;
        if (random.nextDouble() < damage && octets.length > 0) {
            arriving = octets.clone();
            arriving[random.nextInt(arriving.length)] ^= (byte) (1 << random.nextInt(8));
        }
        if (held.isEmpty() && random.nextDouble() < share) {
            held = Optional.of(new Held(socket, radio, arriving));
            return;
        }
        out.send(socket, radio, arriving);
        if (random.nextDouble() < share) {
            out.send(socket, radio, arriving);
        }
        held.ifPresent(one -> out.send(one.socket, one.radio, one.octets));
        held = Optional.empty();
    }
}
