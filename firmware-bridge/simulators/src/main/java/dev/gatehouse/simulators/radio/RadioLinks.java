package dev.gatehouse.simulators.radio;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.protocols.mmdvm.ModemProtocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/// The simulated radio systems by the target of a `sim:` address.
///
/// | address | for |
/// |---|---|
/// | `sim:mmdvm?protocol=2&seed=7&pause_ms=2000` | the driver of a modem |
/// | `sim:repeaters?peers_file=F&tx_hz=N&seed=7&pause_ms=2000&storm=1000` | a Homebrew master; each id of the file is a repeater, `storm` strangers a second beside them |
/// | `sim:master?password_file=F&seed=7&pause_ms=2000` | a Homebrew peer |
///
/// Each takes `scenario=mixed`, `storm`, `emergency`, `long-text`, `fading` or `wrong-sums`, see
/// [AirTraffic.Scenario].
public final class RadioLinks {

    /// Targets that are made here.
    public static final Set<String> TARGETS = Set.of("mmdvm", "repeaters", "master");

    private static final Map<String, Set<String>> PARAMETERS =
            Map.of(
                    "mmdvm", Set.of("protocol", "seed", "pause_ms", "scenario"),
                    "repeaters",
                            Set.of("peers_file", "tx_hz", "seed", "pause_ms", "storm", "scenario"),
                    "master", Set.of("password_file", "seed", "pause_ms", "scenario"));

    private RadioLinks() {}

    /// Makes the link.
    ///
    /// @throws IllegalArgumentException when the address cannot be used
    public static Link create(LinkAddress address, LinkContext context, LongSupplier nanos) {
        Set<String> known = PARAMETERS.getOrDefault(address.target(), Set.of());
        if (!known.containsAll(address.parameters().keySet())) {
            throw new IllegalArgumentException(
                    "sim:" + address.target() + ": expected only the parameters " + known);
        }
        long seed = address.number("seed", 1);
        long pauseMs = within(address, "pause_ms", 2_000, 60, 3_600_000);
        return switch (address.target()) {
            case "mmdvm" ->
                    new SimulatedModemLink(
                            ModemTraits.usual(protocol(address)),
                            seed,
                            new AirTraffic(seed, pauseMs, scenario(address)),
                            context,
                            nanos);
            case "repeaters" ->
                    new RepeatersLink(
                            peers(file(address, "peers_file")),
                            within(address, "tx_hz", 0, 0, 999_999_999),
                            seed,
                            pauseMs,
                            scenario(address),
                            within(address, "storm", 0, 0, 10_000),
                            context,
                            nanos);
            case "master" ->
                    new MasterLink(
                            read(file(address, "password_file"))
                                    .strip()
                                    .getBytes(StandardCharsets.UTF_8),
                            seed,
                            pauseMs,
                            scenario(address),
                            context,
                            nanos);
            default -> throw new IllegalArgumentException("expected one of " + TARGETS);
        };
    }

    static AirTraffic.Scenario scenario(LinkAddress address) {
        String word = address.parameters().getOrDefault("scenario", "mixed");
        for (AirTraffic.Scenario scenario : AirTraffic.Scenario.values()) {
            if (scenario.name().equals(word.replace('-', '_').toUpperCase(Locale.ROOT))) {
                return scenario;
            }
        }
        throw new IllegalArgumentException(
                "scenario: expected one of mixed, storm, emergency, long-text, fading, wrong-sums");
    }

    static ModemProtocol protocol(LinkAddress address) {
        return within(address, "protocol", 2, 1, 2) == 1 ? ModemProtocol.V1 : ModemProtocol.V2;
    }

    private static Path file(LinkAddress address, String key) {
        String name = address.parameters().get(key);
        if (name == null) {
            throw new IllegalArgumentException(
                    "sim:" + address.target() + ": expected the parameter " + key);
        }
        return Path.of(name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("simulated radio: a file cannot be read", e);
        }
    }

    /// `ID PASSWORD` a line, as the master reads it.
    static Map<Integer, String> peers(Path file) {
        Map<Integer, String> peers = new TreeMap<>();
        for (String line : read(file).lines().toList()) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length == 2 && !parts[0].startsWith("#")) {
                try {
                    peers.put(Integer.parseUnsignedInt(parts[0]), parts[1]);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("peers file: expected an id first", e);
                }
            }
        }
        if (peers.isEmpty() || peers.size() >= RepeaterGroup.STRANGERS) {
            throw new IllegalArgumentException("peers file: expected 1..999 ids");
        }
        return peers;
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
