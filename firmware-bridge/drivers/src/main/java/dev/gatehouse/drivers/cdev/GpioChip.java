package dev.gatehouse.drivers.cdev;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.gpio.ChipInfo;
import dev.gatehouse.protocols.gpio.LineInfo;
import dev.gatehouse.protocols.gpio.LineRequest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One GPIO chip, open. Chips are found by the label of their driver: the number in the name of the
/// device file changes with the kernel.
public final class GpioChip implements AutoCloseable {

    public static final long GET_CHIPINFO = 0x8044B401L;
    public static final long GET_LINEINFO = 0xC100B405L;
    public static final long GET_LINE = 0xC250B407L;

    /// Lines asked for their name while one is looked for.
    static final int LINES_MAX = 1_024;

    /// Device files looked at while a chip is looked for.
    static final int CHIPS_MAX = 64;

    private final Kernel kernel;
    private final int fd;
    private final ChipInfo info;
    private boolean closed;

    private GpioChip(Kernel kernel, int fd, ChipInfo info) {
        this.kernel = kernel;
        this.fd = fd;
        this.info = info;
    }

    /// Opens the one chip with a label.
    ///
    /// @param folder where the device files are, `/dev`
    /// @throws IOException when there is none, or more than one: then nobody knows which is meant
    public static GpioChip find(Kernel kernel, Path folder, String label) throws IOException {
        List<GpioChip> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Optional<KernelFault> fault = Optional.empty();
        for (Path file : files(folder)) {
            try {
                GpioChip chip = open(kernel, file);
                if (chip.info.label().equals(label)) {
                    found.add(chip);
                } else {
                    others.add(chip.info.label());
                    chip.close();
                }
            } catch (KernelFault e) {
                fault = Optional.of(e);
            }
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        found.forEach(GpioChip::close);
        if (found.size() > 1) {
            throw new IOException("GPIO chip `" + label + "`: expected one, found " + found.size());
        }
        throw new IOException(
                "GPIO chip `"
                        + label
                        + "`: not there; chips: "
                        + others
                        + fault.map(e -> "; " + e.getMessage()).orElse(""),
                fault.orElse(null));
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "gpiochip*")) {
            for (Path file : all) {
                if (files.size() < CHIPS_MAX) {
                    files.add(file);
                }
            }
        }
        files.sort(null);
        return files;
    }

    /// Opens a chip by its device file.
    public static GpioChip open(Kernel kernel, Path file) throws KernelFault {
        int fd = kernel.open(file.toString(), Kernel.O_RDWR | Kernel.O_CLOEXEC);
        try {
            byte[] answer = new byte[ChipInfo.LENGTH_BYTES];
            kernel.ioctl(fd, GET_CHIPINFO, answer);
            return new GpioChip(kernel, fd, value(ChipInfo.decode(answer)));
        } catch (KernelFault | RuntimeException e) {
            kernel.close(fd);
            throw e;
        }
    }

    /// What the kernel wrote; that it cannot be read is no fault of anything outside.
    private static <T> T value(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Message<T>(T value) -> value;
            case Decoded.Rejected<T>(var reason, var detail) ->
                    throw new IllegalStateException(
                            "the kernel answered " + reason + ": " + detail);
        };
    }

    public ChipInfo info() {
        return info;
    }

    /// What a line is and who holds it.
    public LineInfo line(int offset) throws KernelFault {
        byte[] question = LineInfo.question(offset);
        kernel.ioctl(fd, GET_LINEINFO, question);
        return value(LineInfo.decode(question));
    }

    /// Finds a line by name, by offset, or by both, which must then agree.
    ///
    /// @throws IOException when it is not there, or the name is that of several
    public int offset(LineName wanted) throws IOException {
        if (wanted.name().isEmpty()) {
            int offset = wanted.offset().orElseThrow();
            if (offset >= info.lines()) {
                throw new IOException(
                        "GPIO line " + wanted + ": chip has " + info.lines() + " lines");
            }
            return offset;
        }
        List<Integer> named = new ArrayList<>();
        for (int offset = 0; offset < Math.min(info.lines(), LINES_MAX); offset++) {
            if (line(offset).name().equals(wanted.name())) {
                named.add(offset);
            }
        }
        if (named.size() != 1) {
            throw new IOException(
                    "GPIO line "
                            + wanted
                            + ": expected one line of this name on "
                            + info.label()
                            + ", found "
                            + named.size());
        }
        int offset = named.getFirst();
        if (wanted.offset().isPresent() && wanted.offset().getAsInt() != offset) {
            throw new IOException(
                    "GPIO line "
                            + wanted
                            + ": the line of this name has offset "
                            + offset
                            + "; correct the configuration");
        }
        return offset;
    }

    /// Takes lines, all or none.
    ///
    /// @throws KernelFault when one of them is taken: the message says by whom
    public HeldLines request(LineRequest request) throws KernelFault {
        byte[] question = request.encode();
        try {
            kernel.ioctl(fd, GET_LINE, question);
        } catch (KernelFault e) {
            throw e.is(Errno.EBUSY) ? new KernelFault(e, holders(request)) : e;
        }
        return new HeldLines(kernel, LineRequest.fd(question), request.offsets());
    }

    private String holders(LineRequest request) throws KernelFault {
        List<String> held = new ArrayList<>();
        for (int offset : request.offsets()) {
            LineInfo line = line(offset);
            if (line.used()) {
                held.add(
                        "line " + offset + " of " + info.label() + " by `" + line.consumer() + "`");
            }
        }
        return held.isEmpty() ? "free again now" : "held: " + String.join(", ", held);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            kernel.close(fd);
        }
    }
}
