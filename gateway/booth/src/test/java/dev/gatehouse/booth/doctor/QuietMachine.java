package dev.gatehouse.booth.doctor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// A machine in order, until a test says otherwise.
final class QuietMachine implements Machine {
    Instant now = Instant.parse("2026-06-01T12:00:00Z");
    long free = 100L << 30;
    final Set<Integer> listening = new HashSet<>();
    boolean locked;
    OptionalDouble chrony = OptionalDouble.empty();
    boolean answers = true;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public OptionalLong freeBytes(Path folder) {
        return OptionalLong.of(free);
    }

    @Override
    public boolean listening(int port) {
        return listening.contains(port);
    }

    @Override
    public boolean locked(Path file) {
        return locked;
    }

    @Override
    public OptionalDouble chronyBoundMs() {
        return chrony;
    }

    @Override
    public boolean answers(String host, int port) {
        return answers;
    }
}
