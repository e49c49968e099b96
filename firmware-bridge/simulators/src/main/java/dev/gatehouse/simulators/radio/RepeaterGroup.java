package dev.gatehouse.simulators.radio;

import dev.gatehouse.protocols.homebrew.HomebrewMessage.LoginRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/// Some repeaters and, where wanted, a storm of registrations by others: so many logins a second
/// from ids that nobody knows. Owned by one thread.
final class RepeaterGroup {

    /// Where one of them sends: its number, and the datagram. Strangers have numbers from
    /// [#STRANGERS] on.
    @FunctionalInterface
    interface Way {
        void send(int number, byte[] octets);
    }

    static final int STRANGERS = 1_000;
    private static final int STRANGER_NUMBERS = 4_096;
    private static final int STRANGER_IDS = 4_000_000;

    private final List<SimulatedRepeater> repeaters = new ArrayList<>();
    private final long stormPerSecond;
    private final SplittableRandom random;
    private final Way way;
    private final long startNanos;
    private long strangers;

    /// @param passwords by id; each gets a repeater, fewer than [#STRANGERS]
    /// @param pauseMs mean pause between two transmissions that a repeater hears
    RepeaterGroup(
            Map<Integer, String> passwords,
            long txHz,
            long seed,
            long pauseMs,
            AirTraffic.Scenario scenario,
            long stormPerSecond,
            Way way,
            long nowNanos) {
        this.stormPerSecond = stormPerSecond;
        this.random = new SplittableRandom(seed);
        this.way = way;
        this.startNanos = nowNanos;
        passwords.forEach((id, password) -> {
            int number = repeaters.size();
            repeaters.add(
                    new SimulatedRepeater(
                            id,
                            password.getBytes(StandardCharsets.UTF_8),
                            txHz,
                            seed + number,
                            new AirTraffic(seed * 31 + number, pauseMs, scenario),
                            octets -> way.send(number, octets),
                            nowNanos));
        });
    }

    List<SimulatedRepeater> repeaters() {
        return List.copyOf(repeaters);
    }

    /// A datagram for one of them; strangers do not listen.
    LongConsumer datagram(int number, byte[] octets) {
        return now -> {
            if (number < repeaters.size()) {
                repeaters.get(number).datagram(octets, now);
            }
        };
    }

    void tick(long nowNanos) {
        repeaters.forEach(repeater -> repeater.tick(nowNanos));
        long due = (nowNanos - startNanos) / 1_000_000 * stormPerSecond / 1_000;
        while (strangers < due) {
            strangers++;
            way.send(
                    STRANGERS + random.nextInt(STRANGER_NUMBERS),
                    new LoginRequest(STRANGER_IDS + random.nextInt(1_000_000)).encode());
        }
    }
}
