package dev.gatehouse.bus;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;

/// A connection that tells Paho of its end only when everything that came before has been handed
/// over.
///
/// Paho 1.2.5 throws away what its callback queue holds as soon as it hears of an end, from the
/// reading side or the writing one. For a broker that is alive this is harmless: it sends again. A
/// broker that was killed cannot, and its publishers have their PUBACK. So the end is held back,
/// for a bounded time, until as many PUBLISH packets have been handed over as were read; a failed
/// write first lets the reading side come to its end.
final class DrainedConnection implements NetworkModule {

    /// Longest time an end is held back.
    static final long LIMIT_MS = 2_000;

    private static final long STEP_MS = 5;
    private static final int PUBLISH = 3;
    private static final int TYPE_SHIFT = 4;
    private static final int LENGTH_BITS = 7;
    private static final int LENGTH_MASK = 0x7f;
    private static final int LENGTH_MORE = 0x80;

    /// A packet longer than agreed.
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("expected a shorter packet");
        }
    }

    private final NetworkModule inner;
    private final LongSupplier handedOver;
    private final int packetBytes;
    private final CountDownLatch inputEnded = new CountDownLatch(1);
    private volatile boolean stopped;

    /// @param handedOver messages that Paho has handed over on this connection
    /// @param packetBytes longest remaining length (MQTT 3.1.1, 2.2.3) that is read on: Paho
    ///   allocates what a packet announces
    DrainedConnection(NetworkModule inner, LongSupplier handedOver, int packetBytes) {
        this.packetBytes = packetBytes;
        this.inner = inner;
        this.handedOver = handedOver;
    }

    @Override
    public void start() throws IOException, MqttException {
        inner.start();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Input(inner.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Output(inner.getOutputStream());
    }

    /// Our own end: nothing is waited for.
    @Override
    public void stop() throws IOException {
        stopped = true;
        inputEnded.countDown();
        inner.stop();
    }

    @Override
    public String getServerURI() {
        return inner.getServerURI();
    }

    /// Counts whole PUBLISH packets as their octets pass (MQTT 3.1.1, 2.2). Receiver's thread only.
    static final class Framing {
        private final int packetBytes;
        private int type;
        private long left;
        private int lengthShift = -1;
        private boolean inBody;
        private long published;

        Framing(int packetBytes) {
            this.packetBytes = packetBytes;
        }

        long published() {
            return published;
        }

        void pass(byte[] octets, int from, int count) throws TooLongException {
            int end = from + count;
            for (int at = from; at < end; ) {
                if (inBody) {
                    int taken = (int) Math.min(left, end - at);
                    left -= taken;
                    at += taken;
                    finishWhenWhole();
                } else {
                    header(octets[at++] & 0xff);
                }
            }
        }

        private void header(int octet) throws TooLongException {
            if (lengthShift < 0) {
                type = octet >> TYPE_SHIFT;
                left = 0;
                lengthShift = 0;
                return;
            }
            left |= (long) (octet & LENGTH_MASK) << lengthShift;
            lengthShift += LENGTH_BITS;
            if (left > packetBytes) {
                throw new TooLongException();
            }
            if ((octet & LENGTH_MORE) == 0 || lengthShift > 3 * LENGTH_BITS) {
                inBody = true;
                finishWhenWhole();
            }
        }

        private void finishWhenWhole() {
            if (left == 0) {
                published += type == PUBLISH ? 1 : 0;
                inBody = false;
                lengthShift = -1;
            }
        }
    }

    private final class Input extends FilterInputStream {
        private final Framing framing = new Framing(packetBytes);
        private final byte[] one = new byte[1];

        Input(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count;
            try {
                count = in.read(into, from, length);
            } catch (SocketTimeoutException silence) {
                throw silence;
            } catch (IOException end) {
                drain();
                throw end;
            }
            if (count < 0) {
                drain();
            } else {
                pass(into, from, count);
            }
            return count;
        }

        /// The octet that ends the length is read alone, so Paho has not allocated anything yet.
        private void pass(byte[] into, int from, int count) throws IOException {
            try {
                framing.pass(into, from, count);
            } catch (TooLongException end) {
                drain();
                throw end;
            }
        }

        private void drain() {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
            while (!stopped
                    && handedOver.getAsLong() < framing.published()
                    && System.nanoTime() - end < 0) {
                pause();
            }
            inputEnded.countDown();
        }

        private static void pause() {
            try {
                Thread.sleep(STEP_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            try {
                out.write(octets, from, length);
            } catch (IOException end) {
                throw afterInput(end);
            }
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException end) {
                throw afterInput(end);
            }
        }

        private static boolean awaitEnd(CountDownLatch ended) {
            try {
                return ended.await(LIMIT_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private IOException afterInput(IOException end) {
            var _ = awaitEnd(inputEnded);
            return end;
        }
    }
}
