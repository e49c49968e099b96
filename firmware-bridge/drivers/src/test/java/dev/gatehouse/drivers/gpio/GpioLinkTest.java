package dev.gatehouse.drivers.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.TestFrames;
import dev.gatehouse.drivers.cdev.FakeKernel;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineEvent.Edge;
import dev.gatehouse.protocols.gpio.LineState;
import dev.gatehouse.protocols.gpio.LineState.Cause;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpioLinkTest {

    private static final long LIMIT_S = 30;

    /// What came, and of which device.
    private record Came(String device, byte[] bytes) {
        LineState state() {
            return switch (LineState.decode(bytes)) {
                case Decoded.Message<LineState>(LineState state) -> state;
                case Decoded.Rejected<LineState>(var reason, var detail) ->
                        throw new AssertionError(device + ": " + reason + " " + detail);
            };
        }

        LineEvent edge() {
            return switch (LineEvent.decode(bytes)) {
                case Decoded.Message<LineEvent>(LineEvent event) -> event;
                case Decoded.Rejected<LineEvent>(var reason, var detail) ->
                        throw new AssertionError(device + ": " + reason + " " + detail);
            };
        }
    }

    @TempDir Path folder;
    private FakeKernel kernel;
    private FakeKernel.Chip chip;
    private GpioLinkProvider provider;
    private final BlockingQueue<Came> came = new LinkedBlockingQueue<>();

    @BeforeEach
    void begin() {
        kernel = new FakeKernel(folder);
        chip = kernel.chip("gpiochip0", "pinctrl-rp1", 54).name(17, "GPIO17").name(27, "GPIO27");
        provider = new GpioLinkProvider(() -> kernel, folder);
    }

    private Link link(String device, String address) {
        return link(device, "lane-3", address);
    }

    private Link link(String device, String lane, String address) {
        return provider.create(
                LinkAddress.parse(address),
                new LinkContext(
                        device,
                        lane,
                        DeviceKind.PRESENCE,
                        () -> TestFrames.at(TestFrames.NOW, System.nanoTime()),
                        (_, _) -> () -> {}));
    }

    private void open(Link link, String device) throws IOException {
        link.open(frame -> came.add(new Came(device, frame.bytes())));
    }

    private Came next() throws InterruptedException {
        Came one = came.poll(LIMIT_S, TimeUnit.SECONDS);
        assertTrue(one != null, "nothing came");
        return one;
    }

    private static void await(BooleanSupplier look) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        while (!look.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "not in time");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void aLevelComesFirstAndThenEdges() throws Exception {
        chip.drive(17, true);
        Link link = link("loop", "gpio:pinctrl-rp1/GPIO17?bias=pull-up");
        open(link, "loop");
        LineState state = next().state();
        assertEquals(Cause.BEGIN, state.cause());
        assertTrue(state.active());
        chip.drive(17, false);
        assertEquals(Edge.FALLING, next().edge().edge());
        assertEquals("gpio:pinctrl-rp1/GPIO17", link.describe());
        link.close();
        assertEquals(0, kernel.openFiles());
        assertFalse(chip.held(17));
        assertThrows(IOException.class, () -> open(link, "loop"));
    }

    /// The lines of one lane are one request: their edges have one row of numbers.
    @Test
    void theLinesOfALaneAreRequestedTogether() throws Exception {
        Link entry = link("entry", "gpio:pinctrl-rp1/GPIO17?debounce_us=0");
        Link exit = link("exit", "gpio:pinctrl-rp1/27?debounce_us=0");
        Link elsewhere = link("other", "lane-4", "gpio:pinctrl-rp1/4");
        open(entry, "entry");
        open(exit, "exit");
        open(elsewhere, "other");
        for (int count = 0; count < 3; count++) {
            next();
        }
        assertEquals(List.of(17, 27), chip.request(17).offsets());
        assertEquals(List.of(4), chip.request(4).offsets());
        for (int vehicle = 0; vehicle < 5; vehicle++) {
            chip.drive(17, true);
            chip.drive(27, true);
            chip.drive(17, false);
            chip.drive(27, false);
        }
        for (int index = 1; index <= 20; index++) {
            Came one = next();
            assertEquals(index % 2 == 1 ? "entry" : "exit", one.device());
            assertEquals(index, one.edge().seqno());
        }
        entry.close();
        await(() -> !chip.held(17) && chip.held(27));
        exit.close();
        elsewhere.close();
        assertEquals(0, kernel.openFiles());
    }

    @Test
    void lostEdgesAreToldAfterWhatTheKernelStillHad() throws Exception {
        Link link = link("loop", "gpio:pinctrl-rp1/17?debounce_us=0");
        open(link, "loop");
        next();
        chip.drive(17, true);
        assertEquals(1, next().edge().seqno());
        chip.lose(17, 6);
        chip.drive(17, false);
        assertEquals(8, next().edge().seqno());
        LineState state = next().state();
        assertEquals(Cause.EDGES_LOST, state.cause());
        assertEquals(6, state.lost());
        assertFalse(state.active());
        assertEquals(6L, link.counters().get("request_edges_lost"));
        link.close();
    }

    @Test
    void anAbsentChipAndATakenLineAreWaitedFor() throws Exception {
        chip.take(17, "gpiomon");
        Link link = link("loop", "gpio:pinctrl-rp1/17");
        open(link, "loop");
        await(() -> link.describe().contains("by `gpiomon`"));
        chip.take(17, "");
        assertEquals(Cause.BEGIN, next().state().cause());
        chip.plug(false);
        await(() -> link.counters().getOrDefault("up", 1L) == 0L);
        chip.drive(17, true);
        chip.plug(true);
        LineState again = next().state();
        assertEquals(Cause.BEGIN, again.cause());
        assertTrue(again.active());
        link.close();
        assertEquals(0, kernel.openFiles());
    }

    @Test
    void addressesAreChecked() {
        for (String wrong :
                List.of(
                        "gpio:pinctrl-rp1",
                        "gpio:pinctrl-rp1/",
                        "gpio:/17",
                        "gpio:pinctrl-rp1/17?bias=up",
                        "gpio:pinctrl-rp1/17?active_low=2",
                        "gpio:pinctrl-rp1/17?debounce_us=-1",
                        "gpio:pinctrl-rp1/17?debounce_us=2000000",
                        "gpio:pinctrl-rp1/17?pull=up")) {
            assertThrows(IllegalArgumentException.class, () -> link("loop", wrong), wrong);
        }
    }

    @Test
    void aLinkThatWasNeverOpenedLeavesNothing() throws Exception {
        link("checked", "gpio:pinctrl-rp1/27").close();
        Link link = link("loop", "gpio:pinctrl-rp1/17");
        open(link, "loop");
        next();
        assertEquals(List.of(17), chip.request(17).offsets());
        link.close();
    }
}
