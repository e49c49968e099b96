package dev.gatehouse.simulators.radio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.homebrew.EmbeddedLink;
import dev.gatehouse.protocols.homebrew.HomebrewMessage;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Accepted;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Ignored;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.LoginRequest;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.MasterClosing;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Options;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.PeerClosing;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Ping;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Pong;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Refused;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.SitePosition;
import dev.gatehouse.protocols.homebrew.LoginProof;
import dev.gatehouse.protocols.homebrew.PeerConfig;
import dev.gatehouse.protocols.homebrew.RadioFrame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A repeater or hotspot as its software behaves towards a master (section 5 of the sheet
/// `homebrew.md`): logs in, keeps alive, sends what it hears. Owned by one thread; no clock of its
/// own.
public final class SimulatedRepeater {

    private static final long REPEAT_NANOS = 10_000_000_000L;
    private static final long PING_NANOS = 5_000_000_000L;
    private static final int WITHOUT_QUALITY = 53;
    private static final int FLOOD = 20;
    private static final int KEPT = 10_000;

    private enum Step {
        LOGIN,
        PROOF,
        CONFIG,
        RUNNING
    }

    private final int id;
    private final byte[] password;
    private final long txHz;
    private final Consumer<byte[]> toMaster;
    private final Iterator<AirStep> traffic;
    private final SplittableRandom random;
    private final Set<RepeaterFault> faults = EnumSet.noneOf(RepeaterFault.class);
    private Step step = Step.LOGIN;
    private Optional<LoginProof> firstProof = Optional.empty();
    private long nextNanos;
    private long runningNanos;
    private @Nullable AirStep next;
    private int sequence;
    private int stream;
    private long refused;
    private long sent;
    private int onAirCount;
    private final RadioFrame[] onAir = new RadioFrame[KEPT];

    /// @param txHz what it says of itself
    /// @param seed of stream ids and radios
    /// @param traffic what it hears while it is logged in
    /// @param toMaster one datagram at a time
    public SimulatedRepeater(
            int id,
            byte[] password,
            long txHz,
            long seed,
            Iterator<AirStep> traffic,
            Consumer<byte[]> toMaster,
            long nowNanos) {
        this.id = id;
        this.password = password.clone();
        this.txHz = txHz;
        this.traffic = traffic;
        this.toMaster = toMaster;
        this.random = new SplittableRandom(seed);
        this.nextNanos = nowNanos;
    }

    /// Begins or ends a misbehaviour.
    public void fault(RepeaterFault fault, boolean on) {
        if (on) {
            faults.add(fault);
        } else {
            faults.remove(fault);
        }
    }

    public boolean running() {
        return step == Step.RUNNING;
    }

    /// Refusals of its master.
    public long refused() {
        return refused;
    }

    /// Bursts that it heard and sent on, each counted once.
    public long sent() {
        return sent;
    }

    /// Bursts that its master had it send on the air.
    public List<RadioFrame> onAir() {
        return List.of(Arrays.copyOf(onAir, onAirCount));
    }

    /// A datagram of the master.
    public void datagram(byte[] octets, long nowNanos) {
        if (faults.contains(RepeaterFault.SILENT)
                || !(HomebrewMessage.decode(octets)
                        instanceof Decoded.Message<HomebrewMessage>(HomebrewMessage message))) {
            return;
        }
        switch (message) {
            case Accepted accepted -> accepted(accepted.value(), nowNanos);
            case Refused _, MasterClosing _ -> {
                refused++;
                step = Step.LOGIN;
                nextNanos = nowNanos + REPEAT_NANOS;
            }
            case RadioFrame frame -> {
                if (onAirCount < KEPT) {
                    onAir[onAirCount++] = frame;
                }
            }
            // what a master says beside these needs no answer
            case LoginRequest _,
                    LoginProof _,
                    PeerConfig _,
                    EmbeddedLink _,
                    PeerClosing _,
                    Options _,
                    Ping _,
                    Pong _,
                    SitePosition _,
                    Ignored _ -> {}
        }
    }

    private void accepted(int value, long nowNanos) {
        switch (step) {
            case LOGIN -> {
                byte[] with =
                        faults.contains(RepeaterFault.WRONG_PASSWORD)
                                ? "another".getBytes(StandardCharsets.US_ASCII)
                                : password;
                LoginProof proof = LoginProof.of(id, value, with);
                if (firstProof.isEmpty()) {
                    firstProof = Optional.of(proof);
                }
                boolean replays = faults.contains(RepeaterFault.REPLAYS_PROOF);
                say(replays ? firstProof.get() : proof, Step.PROOF, nowNanos);
            }
            case PROOF -> say(config(), Step.CONFIG, nowNanos);
            case CONFIG -> {
                step = Step.RUNNING;
                runningNanos = nowNanos;
                nextNanos = nowNanos;
                next = traffic.hasNext() ? traffic.next() : null;
            }
            case RUNNING -> {}
        }
    }

    private PeerConfig config() {
        return new PeerConfig(
                id,
                "SIM",
                String.format("%09d", txHz),
                String.format("%09d", txHz),
                "01",
                "01",
                "00.00000",
                "000.00000",
                "000",
                "simulated",
                "",
                "4",
                "",
                "simulated",
                "MMDVM");
    }

    private void say(HomebrewMessage message, Step then, long nowNanos) {
        step = then;
        nextNanos = nowNanos + REPEAT_NANOS;
        toMaster.accept(message.encode());
    }

    /// Does what time brings.
    public void tick(long nowNanos) {
        if (faults.contains(RepeaterFault.SILENT)) {
            return;
        }
        if (nowNanos - nextNanos >= 0) {
            if (step == Step.RUNNING) {
                say(new Ping(id), Step.RUNNING, nowNanos);
                nextNanos = nowNanos + PING_NANOS;
            } else {
                say(new LoginRequest(id), Step.LOGIN, nowNanos);
            }
        }
        AirStep due = next;
        while (step == Step.RUNNING && due != null && nowNanos - runningNanos >= due.atNanos()) {
            hear(due.burst());
            due = traffic.hasNext() ? traffic.next() : null;
            next = due;
        }
    }

    private void hear(OnAir burst) {
        boolean begins =
                burst.control() == OnAir.HEADER
                        || burst.control() == OnAir.CONTROL_BLOCK
                        || burst.control() == OnAir.DATA_HEADER;
        if (begins) {
            stream = random.nextInt();
        }
        sent++;
        int times =
                faults.contains(RepeaterFault.FLOODS)
                        ? FLOOD
                        : faults.contains(RepeaterFault.DOUBLES) ? 2 : 1;
        for (int time = 0; time < times; time++) {
            if (time == 0 || faults.contains(RepeaterFault.FLOODS)) {
                sequence = (sequence + 1) & 0xFF;
            }
            byte[] octets = frame(burst).encode();
            boolean isShort = faults.contains(RepeaterFault.SHORT_FRAMES);
            toMaster.accept(isShort ? Arrays.copyOf(octets, WITHOUT_QUALITY) : octets);
        }
    }

    private RadioFrame frame(OnAir burst) {
        RadioFrame.Kind kind =
                burst.isData()
                        ? RadioFrame.Kind.DATA_SYNC
                        : burst.control() == OnAir.VOICE_SYNC
                                ? RadioFrame.Kind.VOICE_SYNC
                                : RadioFrame.Kind.VOICE;
        return new RadioFrame(
                sequence,
                burst.source(),
                burst.destination(),
                id,
                burst.slot(),
                burst.unit(),
                kind,
                kind == RadioFrame.Kind.VOICE_SYNC ? 0 : burst.control() & 0x0F,
                stream,
                burst.burst(),
                0,
                -burst.rssiDbm());
    }
}
