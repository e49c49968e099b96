package dev.gatehouse.central.export;

import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.SealClass;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which records are asked for.
///
/// @param booth empty for all
/// @param classes at least one
/// @param fromMs central's time of commit, inclusive, milliseconds since the epoch
/// @param toMs exclusive
public record ExportScope(Optional<BoothId> booth, Set<SealClass> classes, long fromMs, long toMs) {
    public ExportScope {
        if (classes.isEmpty() || fromMs >= toMs) {
            throw new IllegalArgumentException(
                    "expected a class and a stretch of time, found "
                            + classes.size()
                            + " classes from "
                            + fromMs
                            + " to "
                            + toMs);
        }
        classes = Set.copyOf(classes);
    }

    boolean covers(ClassKey key) {
        return classes.contains(key.sealClass())
                && booth.map(one -> one.equals(key.booth())).orElse(true);
    }

    /// The classes in order, such as `P0,P1`.
    String classNames() {
        return EnumSet.copyOf(classes).stream().map(Enum::name).collect(Collectors.joining(","));
    }
}
