package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.journal.Eviction;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.core.seal.Checkpointer;
import java.io.IOException;

/// Signs away what telemetry gives up for want of room. The declaration goes on behind the gap with
/// the booth's own chain, out of the segment that begins there; so its tree is the true one, binds
/// the leaves that are gone, and every later checkpoint holds over it. Owned by the booth thread.
///
/// While central is away one gap grows, and with it one declaration.
final class Evictions implements Eviction {
    private final LossRegister losses;
    private final Checkpointer checkpointer;

    Evictions(LossRegister losses, Checkpointer checkpointer) {
        this.losses = losses;
        this.checkpointer = checkpointer;
    }

    @Override
    public void declare(
            RecordClass recordClass, long receipted, long first, long end, byte[] resumeState)
            throws IOException {
        boolean declared =
                losses.covering(recordClass, first)
                        .filter(loss -> loss.getResumeSize() >= end)
                        .isPresent();
        if (declared) {
            return;
        }
        Chain resume =
                Chain.restore(resumeState)
                        .filter(chain -> chain.size() == end)
                        .orElseThrow(() ->
                                new IOException(
                                        "a segment's state is not that of its first record"));
        long from = losses.evictedFrom(recordClass, receipted, first);
        losses.keep(checkpointer.signEviction(RecordStore.seal(recordClass), from, resume));
        losses.forgetEvictions(recordClass, receipted);
    }

    @Override
    public long declaredEnd(RecordClass recordClass) {
        return losses.evictedEnd(recordClass);
    }
}
