package dev.gatehouse.core.lookout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A built list with the deltas beside it, for whoever makes the next one.
public final class ListChain {
    private final LookoutSnapshot snapshot;

    private ListChain(LookoutSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /// What the files turned out to be.
    public sealed interface Result {}

    /// A list and all its deltas.
    public record Whole(ListChain chain) implements Result {}

    /// A file that cannot be used.
    public record Bad(ListDamage damage) implements Result {}

    /// Reads a built list and the deltas beside it.
    ///
    /// @throws IOException when the list cannot be read
    public static Result read(Path base, ListKey key) throws IOException {
        ListFile.Result read;
        try (InputStream in = Files.newInputStream(base)) {
            read = ListFile.read(in, Optional.of(key));
        }
        if (!(read instanceof ListFile.Base whole)) {
            ListDamage none = new ListDamage(0, ListDamage.Reason.GAP);
            return new Bad(read instanceof ListFile.Refused(ListDamage damage) ? damage : none);
        }
        ListAge age = new ListAge(whole.issuedAt(), 0, 0);
        Duration any = Duration.ofSeconds(1);
        DeltaFiles.Applied all =
                DeltaFiles.Applied.none(
                        LookoutSnapshot.of(
                                whole.generation(),
                                age,
                                new StalenessLimits(any, any),
                                LookoutList.of(whole.lookouts()),
                                whole.report()));
        DeltaFiles deltas =
                new DeltaFiles(
                        LookoutCsv.MAX_LINES,
                        ListScope.ALL,
                        issuedAt -> new ListAge(issuedAt, 0, 0));
        do {
            all = deltas.apply(base, all.snapshot(), Optional.of(key));
            if (all.stopped().isPresent()) {
                return new Bad(all.stopped().get());
            }
        } while (all.applied() > 0);
        return new Whole(new ListChain(all.snapshot()));
    }

    /// Deltas so far.
    public long sequence() {
        return snapshot.sequence();
    }

    /// What has to be said to come from here to another list.
    public LookoutDelta next(LookoutTable wanted, Instant issuedAt) {
        LookoutTableBuilder changed = new LookoutTableBuilder();
        for (Lookout lookout : wanted) {
            if (!snapshot.lookout(lookout.id()).equals(Optional.of(lookout))) {
                changed.add(lookout);
            }
        }
        List<String> withdrawn = new ArrayList<>();
        for (ListSegment segment : snapshot.segments()) {
            LookoutTable table = segment.list().table();
            for (int row = 0; row < table.size(); row++) {
                if (segment.isLive(row) && wanted.row(table.id(row)).isEmpty()) {
                    withdrawn.add(table.id(row));
                }
            }
        }
        return new LookoutDelta(
                snapshot.generation(),
                snapshot.sequence() + 1,
                issuedAt,
                changed.build(),
                withdrawn);
    }

    @Override
    public String toString() {
        return "ListChain[" + snapshot + "]";
    }
}
