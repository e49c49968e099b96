package dev.gatehouse.drivers.cdev;

import java.util.Arrays;
import java.util.Optional;

/// Why the kernel refused, and what to do about it. Numbers of arm64 and x86-64.
public enum Errno {
    EPERM(1, "not permitted; the line may be an input"),
    ENOENT(2, "no such device; is it plugged in and its overlay loaded?"),
    EINTR(4, "interrupted"),
    EIO(5, "the device did not answer properly"),
    ENXIO(6, "nothing answers at this address"),
    EAGAIN(11, "nothing to read now"),
    EACCES(13, "no right to it; is the user in the groups gpio, i2c and dialout?"),
    EBUSY(16, "taken by somebody else"),
    ENODEV(19, "the device is gone"),
    EINVAL(22, "flags or lines that the device cannot do"),
    ENOTTY(25, "another kind of device"),
    EOPNOTSUPP(95, "the bus cannot do this"),
    ETIMEDOUT(110, "the bus is stuck"),
    EREMOTEIO(121, "nothing answers at this address");

    private final int number;
    private final String meaning;

    Errno(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    static Optional<Errno> of(int number) {
        return Arrays.stream(values()).filter(one -> one.number == number).findAny();
    }
}
