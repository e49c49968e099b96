package dev.gatehouse.simulators.document;

import dev.gatehouse.protocols.document.MrzForm;
import dev.gatehouse.protocols.document.MrzWriter;
import dev.gatehouse.simulators.stream.StreamDevice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// A document reader: one document after the other, in one framing, at the pace of its line. Knows
/// what it let happen.
public final class SimulatedDocumentReader implements StreamDevice {
    private static final int BITS_PER_OCTET = 10;
    private static final int CHUNK_BYTES = 16;
    private static final List<String> PRIMARIES =
            List.of("ERIKSSON", "VARGA<KOVACS", "OKAFOR", "TREMBLAY", "NAKAMURA", "SILVA<SOUZA");
    private static final List<String> SECONDARIES =
            List.of("ANNA<MARIA", "ILONA", "CHIDI", "LUC<ANDRE", "YUKI", "PAULO");
    private static final List<String> STATES = List.of("CAN", "USA", "MEX", "FRA", "JPN", "BRA");
    private static final List<MrzForm> FORMS = List.of(MrzForm.values());
    private static final String LETTERS = "ABCDEFHJMNPRTWXY";

    /// What went on.
    public enum Happened {
        SWIPES,
        /// Frames that arrive whole and as they were printed.
        CLEAN,
        NOISE,
        TRUNCATED,
        DOUBLE,
        MISREAD,
        UNREADABLE
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Step(long atNanos, byte[] octets) {}

    private final ReaderTraits traits;
    private final SplittableRandom random;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<Happened, Long> happened = new EnumMap<>(Happened.class);
    private final ArrayDeque<Byte> heard = new ArrayDeque<>();
    private long planNanos;
    private boolean started;

    public SimulatedDocumentReader(ReaderTraits traits) {
        this.traits = traits;
        this.random = new SplittableRandom(traits.seed());
    }

    /// How often, of what was planned so far.
    public synchronized long count(Happened what) {
        return happened.getOrDefault(what, 0L);
    }

    private synchronized void note(Happened what) {
        happened.merge(what, 1L, Long::sum);
    }

    /// The last octets that it was told, at most 64, for tests.
    public synchronized byte[] heard() {
        byte[] octets = new byte[heard.size()];
        int at = 0;
        for (byte octet : heard) {
            octets[at++] = octet;
        }
        return octets;
    }

    @Override
    public synchronized void octets(byte[] octets, long nanos) {
        for (byte octet : octets) {
            heard.addLast(octet);
            if (heard.size() > 64) {
                heard.removeFirst();
            }
        }
    }

    @Override
    public void duty(long nanos, Line line) {
        if (!started) {
            started = true;
            planNanos = nanos;
        }
        if (steps.isEmpty()) {
            document();
        }
        while (!steps.isEmpty() && nanos - steps.element().atNanos() >= 0) {
            line.say(steps.remove().octets());
        }
    }

    /// When the next octets are due, for who has no time to wait.
    public long nextNanos() {
        return steps.isEmpty() ? planNanos : steps.element().atNanos();
    }

    /// Nothing is planned: what was counted has been said.
    public boolean idle() {
        return steps.isEmpty();
    }

    private void document() {
        planNanos += TimeUnit.MILLISECONDS.toNanos(traits.pauseMs());
        List<String> lines = made();
        swipe(lines);
        if (random.nextDouble() < traits.doubleShare()) {
            note(Happened.DOUBLE);
            planNanos += TimeUnit.MILLISECONDS.toNanos(1_500);
            swipe(lines);
        }
    }

    private List<String> made() {
        MrzForm form = FORMS.get(random.nextInt(FORMS.size()));
        String code =
                switch (form) {
                    case TD3 -> "P";
                    case TD1, TD2 -> "ID";
                    case MRVA, MRVB -> "V";
                };
        StringBuilder number = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            number.append(
                    i < 2
                            ? LETTERS.charAt(random.nextInt(LETTERS.length()))
                            : (char) ('0' + random.nextInt(10)));
        }
        return MrzWriter.lines(
                form,
                code,
                traits.specimens() ? "UTO" : STATES.get(random.nextInt(STATES.size())),
                number.toString(),
                PRIMARIES.get(random.nextInt(PRIMARIES.size()))
                        + "<<"
                        + SECONDARIES.get(random.nextInt(SECONDARIES.size())),
                date(50 + random.nextInt(49)),
                random.nextBoolean() ? 'F' : 'M',
                date(27 + random.nextInt(9)));
    }

    private String date(int year) {
        return String.format(
                Locale.ROOT, "%02d%02d%02d", year, 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private void swipe(List<String> printed) {
        note(Happened.SWIPES);
        List<String> lines = printed;
        boolean clean = true;
        if (random.nextDouble() < traits.unreadableShare()) {
            note(Happened.UNREADABLE);
            lines = List.of("?");
            clean = false;
        } else if (random.nextDouble() < traits.misreadShare()) {
            note(Happened.MISREAD);
            lines = misread(printed);
            clean = false;
        }
        byte[] frame = traits.framing().encode(lines);
        if (random.nextDouble() < traits.noiseShare()) {
            note(Happened.NOISE);
            say("~!~".getBytes(StandardCharsets.US_ASCII));
            // a start mark tells noise from a frame; without one only silence does
            planNanos += TimeUnit.MILLISECONDS.toNanos(2_500);
        }
        if (random.nextDouble() < traits.truncatedShare()) {
            note(Happened.TRUNCATED);
            clean = false;
            frame = Arrays.copyOf(frame, 1 + random.nextInt(frame.length / 2));
        }
        if (clean) {
            note(Happened.CLEAN);
        }
        say(frame);
        planNanos += TimeUnit.MILLISECONDS.toNanos(200);
    }

    /// A digit of the second line for the letter that looks like it.
    private List<String> misread(List<String> printed) {
        StringBuilder line = new StringBuilder(printed.get(1));
        int from = random.nextInt(line.length());
        for (int i = 0; i < line.length(); i++) {
            int at = (from + i) % line.length();
            int found = "0158".indexOf(line.charAt(at));
            if (found >= 0) {
                line.setCharAt(at, "OISB".charAt(found));
                break;
            }
        }
        List<String> lines = new ArrayList<>(printed);
        lines.set(1, line.toString());
        return lines;
    }

    private void say(byte[] octets) {
        for (int at = 0; at < octets.length; at += CHUNK_BYTES) {
            byte[] chunk =
                    Arrays.copyOfRange(octets, at, Math.min(octets.length, at + CHUNK_BYTES));
            planNanos +=
                    TimeUnit.SECONDS.toNanos((long) chunk.length * BITS_PER_OCTET) / traits.baud();
            steps.add(new Step(planNanos, chunk));
        }
    }
}
