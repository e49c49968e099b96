package dev.gatehouse.simulators.portal;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.portal.AspectDescription;
import dev.gatehouse.protocols.portal.AspectMonitor;
import dev.gatehouse.protocols.portal.ModbusMessage;
import dev.gatehouse.protocols.portal.ModbusReader;
import dev.gatehouse.simulators.stream.StreamDevice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// An Aspect portal behind Modbus TCP (clause 5 of the sheet): answers what it is asked, one object
/// after the other, some of them with a source. Where it is told to, it answers with exception 2,
/// not at all, or counts an object that nobody could see.
public final class SimulatedAspect implements StreamDevice {
    private static final AspectDescription WHERE =
            new AspectDescription(0x4153, 0x40 + AspectMonitor.COUNT, 1, 0x40, AspectMonitor.COUNT);
    private static final int READY = AspectMonitor.STATUS_READY;
    private static final float BACKGROUND = 938;
    private static final long STAY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PortalTraits traits;
    private final SplittableRandom random;
    private final ModbusReader reader = new ModbusReader();
    private final Deque<byte[]> answers = new ArrayDeque<>();
    private long startNanos;
    private long phaseNanos;
    private boolean started;
    private boolean occupied;
    private boolean source;
    private int objects;
    private long sources;
    private long missed;
    private long refused;

    /// @param traits shares: of sources, of objects that nobody saw, of answers that are exceptions
    ///   or missing
    /// @param objects with which its counter begins, 0 to 65,535; near the end to see it wrap
    public SimulatedAspect(PortalTraits traits, int objects) {
        this.traits = traits;
        this.random = new SplittableRandom(traits.seed());
        this.objects = objects;
    }

    /// Objects with a source so far.
    public long sources() {
        return sources;
    }

    /// Objects that nobody could see.
    public long missed() {
        return missed;
    }

    /// Questions that were refused or not answered.
    public long refused() {
        return refused;
    }

    @Override
    public void octets(byte[] octets, long nanos) {
        var broken = reader.octets(octets, frame -> question(frame, nanos));
        if (broken.isPresent()) {
            reader.reset();
        }
    }

    private void question(byte[] frame, long nanos) {
        if (!(ModbusMessage.decodeRequest(frame)
                        instanceof Decoded.Message<ModbusMessage>(ModbusMessage message)
                && message instanceof ModbusMessage.Request request)) {
            return;
        }
        if (random.nextDouble() < traits.noiseShare()) {
            refused++;
            if (random.nextBoolean()) {
                return;
            }
            answers.add(refusal(request));
            return;
        }
        List<Integer> registers =
                request.address() == AspectDescription.ADDRESS
                                && request.count() == AspectDescription.COUNT
                        ? WHERE.toRegisters()
                        : request.address() == WHERE.monitorBase()
                                        && request.count() == WHERE.monitorCount()
                                ? monitor(nanos).toRegisters()
                                : List.of();
        answers.add(
                registers.isEmpty()
                        ? refusal(request)
                        : new ModbusMessage.Answer(request.transaction(), request.unit(), registers)
                                .encode());
    }

    private static byte[] refusal(ModbusMessage.Request request) {
        return new ModbusMessage.Refusal(
                        request.transaction(),
                        request.unit(),
                        ModbusMessage.READ_HOLDING_REGISTERS,
                        ModbusMessage.Refusal.ILLEGAL_ADDRESS)
                .encode();
    }

    private AspectMonitor monitor(long nanos) {
        boolean alarm = occupied && source && nanos - phaseNanos > STAY_NANOS / 4;
        int count = Math.round(BACKGROUND + (alarm ? 600 : 0) + 30 * (float) random.nextGaussian());
        return new AspectMonitor(
                TimeUnit.NANOSECONDS.toMillis(nanos - startNanos) & 0xFFFF_FFFFL,
                occupied ? 0x0041 : 0,
                new AspectMonitor.Channel(READY | (alarm ? 1 : 0), count, BACKGROUND, 32),
                new AspectMonitor.Channel(READY, 3, 2, 1),
                objects,
                occupied ? 2 : 0,
                occupied ? 5 : 0,
                alarm ? AspectMonitor.OUTPUT_ALARM : 0);
    }

    @Override
    public void duty(long nanos, Line line) {
        if (!started) {
            started = true;
            startNanos = nanos;
            phaseNanos = nanos;
        }
        long length = occupied ? STAY_NANOS : TimeUnit.MILLISECONDS.toNanos(traits.pauseMs());
        if (nanos - phaseNanos >= length) {
            phaseNanos = nanos;
            occupied = !occupied;
            if (occupied) {
                arrives();
            }
        }
        while (!answers.isEmpty()) {
            line.say(answers.remove());
        }
    }

    private void arrives() {
        source = random.nextDouble() < traits.alarmShare();
        sources += source ? 1 : 0;
        boolean another = random.nextDouble() < traits.troubleShare();
        missed += another ? 1 : 0;
        objects = (objects + (another ? 2 : 1)) & ModbusMessage.MAX_U16;
    }
}
