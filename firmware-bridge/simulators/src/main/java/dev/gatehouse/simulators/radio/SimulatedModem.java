package dev.gatehouse.simulators.radio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.mmdvm.FrameType;
import dev.gatehouse.protocols.mmdvm.HeardBurst;
import dev.gatehouse.protocols.mmdvm.HostMessage;
import dev.gatehouse.protocols.mmdvm.HostMessage.AbortSlot;
import dev.gatehouse.protocols.mmdvm.HostMessage.GetStatus;
import dev.gatehouse.protocols.mmdvm.HostMessage.GetVersion;
import dev.gatehouse.protocols.mmdvm.HostMessage.SendBurst;
import dev.gatehouse.protocols.mmdvm.HostMessage.SendIdentity;
import dev.gatehouse.protocols.mmdvm.HostMessage.SetMode;
import dev.gatehouse.protocols.mmdvm.HostMessage.SetShortLc;
import dev.gatehouse.protocols.mmdvm.HostMessage.Skipped;
import dev.gatehouse.protocols.mmdvm.HostMessage.StartTransmit;
import dev.gatehouse.protocols.mmdvm.ModemConfig;
import dev.gatehouse.protocols.mmdvm.ModemFrame;
import dev.gatehouse.protocols.mmdvm.ModemFrameReader;
import dev.gatehouse.protocols.mmdvm.ModemFrequency;
import dev.gatehouse.protocols.mmdvm.ModemMessage;
import dev.gatehouse.protocols.mmdvm.ModemMode;
import dev.gatehouse.protocols.mmdvm.ModemProtocol;
import dev.gatehouse.protocols.mmdvm.ModemStatus;
import dev.gatehouse.protocols.mmdvm.ModemVersion;
import dev.gatehouse.protocols.mmdvm.NakReason;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// A modem as its firmware behaves (section 12 of the sheet `mmdvm-modem.md`): it believes every
/// length, refuses what the firmware refuses, forgets everything when it starts anew, and goes idle
/// when nobody asks for its status. Owned by one thread; no clock of its own.
public final class SimulatedModem {

    static final long WATCHDOG_NANOS = 2_000_000_000L;

    private static final long BOOT_NANOS = 100_000_000L;
    private static final int WAITING_REPLIES = 4_096;

    private record Reply(byte[] octets, long dueNanos) {}

    private final ModemTraits traits;
    private final Consumer<byte[]> toHost;
    private final SplittableRandom random;
    private final ModemFrameReader reader = ModemFrameReader.forModem();
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final Set<ModemFault> faults = EnumSet.noneOf(ModemFault.class);
    private final ModemReceiver receiver;
    private final ModemTransmitter transmitter = new ModemTransmitter();
    private Optional<ModemConfig> config = Optional.empty();
    private int mode = ModemMode.IDLE;
    private long askedNanos;
    private long statuses;
    private long tickNanos;
    private long bootedNanos;

    /// @param seed of garbage
    /// @param toHost octets on their way to the host, each frame in one piece
    public SimulatedModem(ModemTraits traits, long seed, Consumer<byte[]> toHost, long nowNanos) {
        this.traits = traits;
        this.toHost = toHost;
        this.random = new SplittableRandom(seed);
        this.receiver = new ModemReceiver(message -> say(message, tickNanos));
        this.askedNanos = nowNanos;
        this.bootedNanos = nowNanos;
    }

    /// Begins or ends a misbehaviour.
    public void fault(ModemFault fault, boolean on) {
        if (on) {
            faults.add(fault);
        } else {
            faults.remove(fault);
        }
    }

    /// Starts anew, as after a dip of its supply: configuration, mode and queues are gone, and it
    /// is deaf while it boots.
    public void reset(long nowNanos) {
        config = Optional.empty();
        mode = ModemMode.IDLE;
        askedNanos = nowNanos;
        bootedNanos = nowNanos + BOOT_NANOS;
        replies.clear();
        reader.discard();
        transmitter.clear();
        receiver.clear();
    }

    /// Puts a burst in the air around it.
    public void air(OnAir burst) {
        receiver.add(burst);
    }

    /// What it sent on the air, in order.
    public List<SendBurst> sent() {
        return transmitter.sent();
    }

    public boolean transmitting() {
        return transmitter.on();
    }

    public int mode() {
        return mode;
    }

    public Optional<ModemConfig> config() {
        return config;
    }

    /// Octets from the host.
    public void octets(byte[] octets, long nowNanos) {
        if (nowNanos - bootedNanos >= 0) {
            reader.feed(octets, nowNanos, frame -> frame(frame, nowNanos));
        }
    }

    /// Does what time brings.
    public void tick(long nowNanos) {
        tickNanos = nowNanos;
        if (nowNanos - askedNanos > WATCHDOG_NANOS) {
            mode = ModemMode.IDLE;
            reader.discard();
            transmitter.clear();
        }
        boolean simplex = config.isPresent() && config.get().simplex();
        transmitter.tick(nowNanos, simplex);
        if (mode == ModemMode.DMR && config.isPresent()) {
            receiver.tick(nowNanos, config.get(), transmitter.on());
        }
        while (!replies.isEmpty() && nowNanos - replies.element().dueNanos >= 0) {
            toHost.accept(replies.remove().octets);
        }
    }

    private void frame(ModemFrame frame, long nowNanos) {
        if (faults.contains(ModemFault.SILENT)) {
            return;
        }
        if (faults.contains(ModemFault.REFUSES_ALL)) {
            refuse(frame.type(), NakReason.NOT_NOW, nowNanos);
            return;
        }
        switch (HostMessage.decode(frame, traits.protocol())) {
            case Decoded.Message<HostMessage>(HostMessage message) ->
                    message(message, frame.type(), nowNanos);
            case Decoded.Rejected<HostMessage>(RejectReason reason, String _) ->
                    refuse(
                            frame.type(),
                            reason == RejectReason.UNSUPPORTED
                                    ? NakReason.UNKNOWN_TYPE
                                    : NakReason.BAD_VALUE,
                            nowNanos);
        }
    }

    private void message(HostMessage message, int type, long nowNanos) {
        switch (message) {
            case GetVersion _ -> version(nowNanos);
            case GetStatus _ -> status(nowNanos);
            case ModemConfig told -> {
                config = Optional.of(told);
                mode = told.mode();
                transmitter.clear();
                receiver.clear();
                say(new ModemMessage.Ack(type), nowNanos);
            }
            case ModemFrequency _ -> {
                if (traits.acceptsFrequency()) {
                    say(new ModemMessage.Ack(type), nowNanos);
                } else {
                    refuse(type, NakReason.BAD_VALUE, nowNanos);
                }
            }
            case SetMode set -> mode(set.mode(), type, nowNanos);
            case SendBurst burst -> burst(burst, type, nowNanos);
            case StartTransmit start -> {
                if (isDuplex() && mode == ModemMode.DMR) {
                    transmitter.start(start.on(), nowNanos);
                } else {
                    refuse(type, NakReason.BAD_VALUE, nowNanos);
                }
            }
            case AbortSlot abort -> transmitter.abort(abort.slot());
            case SetShortLc _, SendIdentity _, Skipped _ -> {}
        }
    }

    private boolean isDuplex() {
        return config.isEmpty() || !config.get().simplex();
    }

    private void mode(int wanted, int type, long nowNanos) {
        boolean valid = wanted == ModemMode.IDLE || (wanted == ModemMode.DMR && traits.hasDmr());
        if (!valid) {
            refuse(type, NakReason.BAD_VALUE, nowNanos);
            return;
        }
        mode = wanted;
        say(new ModemMessage.Ack(type), nowNanos);
    }

    private void burst(SendBurst burst, int type, long nowNanos) {
        if (!isDuplex() && burst.slot() == 1) {
            refuse(type, NakReason.NOT_NOW, nowNanos);
            return;
        }
        int takes =
                faults.contains(ModemFault.LIES_ABOUT_ROOM)
                        ? ModemTransmitter.ROOM / 2
                        : ModemTransmitter.TAKES;
        int delay = config.map(ModemConfig::txDelay).orElse(0);
        if (transmitter.add(burst, nowNanos, delay, takes)) {
            mode = ModemMode.DMR;
        } else {
            refuse(type, NakReason.BUFFER_FULL, nowNanos);
        }
    }

    private void version(long nowNanos) {
        if (faults.contains(ModemFault.WRONG_VERSION)) {
            put(new ModemFrame(FrameType.GET_VERSION.code(), new byte[] {9, 9}).encode(), nowNanos);
            return;
        }
        say(
                traits.protocol() == ModemProtocol.V1
                        ? new ModemVersion(
                                ModemProtocol.V1,
                                Optional.empty(),
                                0,
                                0,
                                new byte[0],
                                traits.description())
                        : new ModemVersion(
                                ModemProtocol.V2,
                                Optional.of(traits.hasDmr() ? 2 : 1),
                                0,
                                2,
                                new byte[16],
                                traits.description()),
                nowNanos);
    }

    private void status(long nowNanos) {
        askedNanos = nowNanos;
        int flags =
                (transmitter.on() ? ModemStatus.TRANSMITTING : 0)
                        | (receiver.busy() ? ModemStatus.CARRIER : 0)
                        | (faults.contains(ModemFault.OVERFLOWS)
                                ? ModemStatus.RX_OVERFLOW | ModemStatus.ADC_OVERFLOW
                                : 0);
        byte[] octets =
                new ModemStatus(
                                traits.protocol(),
                                mode,
                                flags,
                                transmitter.space(1),
                                transmitter.space(2))
                        .encode()
                        .encode();
        statuses++;
        boolean cut = faults.contains(ModemFault.TRUNCATES) && statuses % 2 == 0;
        put(cut ? Arrays.copyOf(octets, octets.length / 2) : octets, nowNanos);
    }

    private void refuse(int type, NakReason reason, long nowNanos) {
        say(new ModemMessage.Nak(type, reason.code()), nowNanos);
    }

    private void say(ModemMessage message, long nowNanos) {
        put(message.encode().encode(), nowNanos);
    }

    private void put(byte[] octets, long nowNanos) {
        if (replies.size() >= WAITING_REPLIES || faults.contains(ModemFault.SILENT)) {
            return;
        }
        byte[] put = octets;
        if (faults.contains(ModemFault.GARBAGE)) {
            byte[] noise = new byte[1 + random.nextInt(7)];
            random.nextBytes(noise);
            put = Arrays.copyOf(noise, noise.length + octets.length);
            System.arraycopy(octets, 0, put, noise.length, octets.length);
        }
        replies.add(new Reply(put, nowNanos + traits.replyDelayMs() * 1_000_000L));
    }

    /// Bursts that the receiver passed to the host so far.
    public long heard() {
        return receiver.passed();
    }

    /// Length of every burst.
    static int burstLength() {
        return HeardBurst.BURST_LENGTH;
    }
}
