package dev.gatehouse.central.lookout;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// A list as it was fetched, compressed by gzip or not, up to a length: a few octets of gzip can
/// become a disk full.
final class ListInput extends FilterInputStream {
    /// Octets after decompression.
    static final long MAX_OCTETS = 1L << 30;

    private static final int GZIP_FIRST = 0x1F;
    private static final int GZIP_SECOND = 0x8B;

    private long left = MAX_OCTETS;

    private ListInput(InputStream in) {
        super(in);
    }

    static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            in.mark(2);
            boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
            in.reset();
            return new ListInput(gzip ? new GZIPInputStream(in) : in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        count(Math.max(read, 0));
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int octets) throws IOException {
        left -= octets;
        if (left < 0) {
            throw new IOException("longer than " + MAX_OCTETS + " octets");
        }
    }
}
