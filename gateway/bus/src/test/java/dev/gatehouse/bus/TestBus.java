package dev.gatehouse.bus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// A booth's bus on a free loopback port with one principal of every kind; the password of all is
/// [#PASSWORD].
final class TestBus implements AutoCloseable {

    static final String BOOTH = "b7";
    static final String PASSWORD = "made-up-for-tests-only-0";
    static final String PSEUDONYM = "00112233445566aa";

    static final Principal DEVICE = Principal.device("lpr-1", "lpr-1");
    static final Principal TERMINAL = Principal.terminal("terminal-1", "1");
    static final Principal OTHER_TERMINAL = Principal.terminal("terminal-2", "2");
    static final Principal OFFICER = Principal.officer("officer-1001", "1001", List.of("officer"));
    static final Principal OBSERVER =
            Principal.observer("observer", List.of(Principal.RIGHT_ALERTS));
    static final Principal BLIND_OBSERVER = Principal.observer("blind", List.of());
    static final Principal BOOTH_CLIENT = Principal.booth("booth", PSEUDONYM);
    static final Principal OTHER_BOOTH = Principal.booth("booth-2", "ffffffffffffffff");
    static final Principal CENTRAL_CLIENT = Principal.central("central");

    static final List<Principal> EVERYBODY =
            List.of(
                    DEVICE,
                    TERMINAL,
                    OTHER_TERMINAL,
                    OFFICER,
                    OBSERVER,
                    BLIND_OBSERVER,
                    BOOTH_CLIENT,
                    OTHER_BOOTH,
                    CENTRAL_CLIENT);

    final EmbeddedBus bus;

    private TestBus(EmbeddedBus bus) {
        this.bus = bus;
    }

    static TestBus booth() throws IOException {
        return booth(UnaryOperator.identity());
    }

    static TestBus booth(UnaryOperator<BusLimits> limits) throws IOException {
        return start(Principal.booth("self", BOOTH), limits.apply(quick(BusLimits.booth())));
    }

    static TestBus upstream() throws IOException {
        return start(Principal.central("self"), quick(BusLimits.upstream()));
    }

    private static TestBus start(Principal self, BusLimits limits) throws IOException {
        return new TestBus(
                EmbeddedBus.start(
                        new EmbeddedBusConfig(self, List.of(ListenAddress.loopback(0)), limits),
                        everybody(),
                        System::nanoTime));
    }

    static Principals everybody() {
        Principals.Builder builder = Principals.builder(new SecureRandom());
        EVERYBODY.forEach(principal -> builder.add(principal, PASSWORD));
        return builder.build();
    }

    /// Short delays, so that tests of delayed answers do not wait.
    private static BusLimits quick(BusLimits from) {
        return change(from, "refusalPauseMs", 50, "failedLoginDelayMs", 20);
    }

    /// Changes named components of the limits.
    static BusLimits change(BusLimits from, Object... namesAndValues) {
        try {
            var components = BusLimits.class.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = components[i].getAccessor().invoke(from);
                for (int j = 0; j < namesAndValues.length; j += 2) {
                    if (components[i].getName().equals(namesAndValues[j])) {
                        values[i] = namesAndValues[j + 1];
                    }
                }
            }
            return BusLimits.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException broken) {
            throw new LinkageError("record without accessors", broken);
        }
    }

    int port() {
        return bus.endpoints().getFirst().address().getPort();
    }

    String uri() {
        return bus.endpoints().getFirst().uri();
    }

    long count(BusCounter counter) {
        return bus.stats().of(counter);
    }

    void awaitCount(BusCounter counter, long atLeast) {
        await(counter + " >= " + atLeast, () -> count(counter) >= atLeast);
    }

    /// Waits for a state that another thread brings about; the limit only ends a test that has
    /// failed.
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new AssertionError(stopped);
            }
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        bus.close();
    }
}
