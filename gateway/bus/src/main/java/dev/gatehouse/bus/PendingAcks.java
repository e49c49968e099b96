package dev.gatehouse.bus;

import java.util.concurrent.atomic.AtomicBoolean;

/// The answers of all listeners to one QoS 1 message; the worst of them counts. Answered from any
/// thread.
final class PendingAcks {

    /// What one listener said, in the order of severity.
    enum Answer {
        ACCEPTED,
        DISCARDED,
        REFUSED
    }

    /// Takes the verdict, once, on the thread of the last answer.
    @FunctionalInterface
    interface Verdict {
        void answered(Answer worst);
    }

    private final Verdict verdict;
    private int outstanding;
    private Answer worst = Answer.ACCEPTED;

    PendingAcks(int listeners, Verdict verdict) {
        this.outstanding = listeners;
        this.verdict = verdict;
    }

    /// One listener's own handle.
    BusAck handle() {
        AtomicBoolean answered = new AtomicBoolean();
        return new BusAck() {
            @Override
            public void accept() {
                answer(Answer.ACCEPTED);
            }

            @Override
            public void refuse() {
                answer(Answer.REFUSED);
            }

            @Override
            public void discard() {
                answer(Answer.DISCARDED);
            }

            @Override
            public boolean resendable() {
                return true;
            }

            private void answer(Answer answer) {
                if (answered.compareAndSet(false, true)) {
                    count(answer);
                }
            }
        };
    }

    private void count(Answer answer) {
        Answer all;
        synchronized (this) {
            worst = answer.compareTo(worst) > 0 ? answer : worst;
            if (--outstanding > 0) {
                return;
            }
            all = worst;
        }
        verdict.answered(all);
    }
}
