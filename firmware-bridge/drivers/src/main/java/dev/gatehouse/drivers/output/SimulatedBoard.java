package dev.gatehouse.drivers.output;

import java.util.List;

/// Lamps and a barrier that are nowhere: they obey, and say what they show.
record SimulatedBoard() implements OutputBoard {

    @Override
    public String address() {
        return "sim:lamps";
    }

    @Override
    public Held request(List<Output> order, OutputSettings settings) {
        return new Lines();
    }

    private static final class Lines implements Held {
        private long active;

        @Override
        public void set(long wanted) {
            active = wanted;
        }

        @Override
        public long levels() {
            return active;
        }

        @Override
        public void close() {
            active = OutputMachine.SAFE;
        }
    }
}
