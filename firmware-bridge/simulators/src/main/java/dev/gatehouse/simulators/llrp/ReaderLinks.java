package dev.gatehouse.simulators.llrp;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The simulated RFID readers: `sim:llrp?seed=7`.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `seed` | fixes tags and pieces | 1 |
/// | `antennas` | 1 to 32 | 2 |
/// | `rate` | reports a second, 0 to 5,000 | 20 |
/// | `reads` | of one passage, 1 to 10,000 | 60 |
/// | `tags_file` | lines `ms,antenna,hex[,rssi]` instead of made-up tags | |
/// | `scenario` | `passing`, `restart`, `hold`, `antenna-loss`, `malformed`, `second-client`, `mixed` | passing |
/// | `mishap_ms` | between two mishaps of the scenario | 5,000 |
/// | `output` | `whole`, `fragmented`, `coalesced` | whole |
/// | `version` | 2, or 1 for a reader that knows LLRP 1.0.1 alone | 2 |
/// | `clock` | `utc`, or `none` | utc |
/// | `clock_ahead_ms` | how wrong the clock is | 0 |
/// | `holding` | `on` or `off` | on |
/// | `buffer` | reports that are kept, 1 to 100,000 | 1,000 |
/// | `refuse` | `TYPE:STATUS` or `TYPE:STATUS:PARAMETER`: a request that is refused | |
/// | `wrong_type` | `on` answers START_ROSPEC with the type of another answer | off |
public final class ReaderLinks {

    /// Target that is made here.
    public static final String TARGET = "llrp";

    private static final Set<String> PARAMETERS =
            Set.of(
                    "seed",
                    "antennas",
                    "rate",
                    "reads",
                    "tags_file",
                    "scenario",
                    "mishap_ms",
                    "output",
                    "version",
                    "clock",
                    "clock_ahead_ms",
                    "holding",
                    "buffer",
                    "refuse",
                    "wrong_type");

    private ReaderLinks() {}

    /// Makes the link.
    ///
    /// @throws IllegalArgumentException when the address cannot be used
    public static Link create(LinkAddress address, LinkContext context, LongSupplier nanos) {
        requireKnown(address);
        SimulatedReader reader = reader(address, context.clock().now().at());
        AtomicReference<@Nullable SimulatedReaderLink> made = new AtomicReference<>();
        SimulatedReaderLink link =
                new SimulatedReaderLink(
                        "seed " + address.number("seed", 1),
                        context,
                        reader,
                        _ ->
                                run(
                                        context.deviceId(),
                                        address,
                                        reader,
                                        nanos,
                                        now -> {
                                            SimulatedReaderLink there = made.get();
                                            if (there != null) {
                                                there.turn(now);
                                            }
                                        }));
        made.set(link);
        return link;
    }

    static void requireKnown(LinkAddress address) {
        Set<String> unknown = new TreeSet<>(address.parameters().keySet());
        unknown.removeAll(PARAMETERS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "sim:llrp: unknown "
                            + unknown
                            + ", expected some of "
                            + new TreeSet<>(PARAMETERS));
        }
    }

    static ReaderRun run(
            String name,
            LinkAddress address,
            SimulatedReader reader,
            LongSupplier nanos,
            LongConsumer afterTick) {
        return new ReaderRun(
                name,
                reader,
                nanos,
                ReaderScenario.of(address.parameters().getOrDefault("scenario", "passing")),
                within(address, "mishap_ms", 5_000, 10, 3_600_000),
                afterTick);
    }

    /// The reader of an address.
    static SimulatedReader reader(LinkAddress address, Instant start) {
        long seed = address.number("seed", 1);
        int antennas = (int) within(address, "antennas", 2, 1, 32);
        String file = address.parameters().get("tags_file");
        TagTraffic traffic =
                file == null
                        ? TagTraffic.seeded(
                                seed,
                                antennas,
                                within(address, "rate", 20, 0, 5_000),
                                (int) within(address, "reads", 60, 1, 10_000))
                        : TagTraffic.of(Path.of(file));
        ReaderScenario.of(address.parameters().getOrDefault("scenario", "passing"));
        return new SimulatedReader(traits(address, antennas), traffic, seed, start);
    }

    private static ReaderTraits traits(LinkAddress address, int antennas) {
        return new ReaderTraits(
                within(address, "version", 2, 1, 2) == 2,
                word(address, "clock", "utc", "none").equals("utc"),
                address.number("clock_ahead_ms", 0),
                word(address, "holding", "on", "off").equals("on"),
                ReaderTraits.usual().readerId(),
                antennas,
                (int) within(address, "buffer", 1_000, 1, 100_000),
                refusal(address.parameters().getOrDefault("refuse", "")),
                switch (word(address, "output", "whole", "fragmented", "coalesced")) {
                    case "fragmented" -> ReaderTraits.Output.FRAGMENTED;
                    case "coalesced" -> ReaderTraits.Output.COALESCED;
                    default -> ReaderTraits.Output.WHOLE;
                },
                word(address, "wrong_type", "off", "on").equals("on"));
    }

    private static Optional<ReaderTraits.Refusal> refusal(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 2 || parts.length == 3) {
                return Optional.of(
                        new ReaderTraits.Refusal(
                                Integer.parseInt(parts[0]),
                                Integer.parseInt(parts[1]),
                                parts.length == 3 ? Integer.parseInt(parts[2]) : 0));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "refuse: expected TYPE:STATUS or TYPE:STATUS:PARAMETER", e);
        }
        throw new IllegalArgumentException("refuse: expected TYPE:STATUS or TYPE:STATUS:PARAMETER");
    }

    /// One of some words; the first where none is given.
    private static String word(LinkAddress address, String key, String... words) {
        String word = address.parameters().getOrDefault(key, words[0]);
        if (!Set.of(words).contains(word)) {
            throw new IllegalArgumentException(
                    key + ": expected one of " + String.join(", ", words));
        }
        return word;
    }

    private static long within(
            LinkAddress address, String key, long otherwise, long least, long most) {
        long value = address.number(key, otherwise);
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    key + ": expected " + least + ".." + most + ", found " + value);
        }
        return value;
    }
}
