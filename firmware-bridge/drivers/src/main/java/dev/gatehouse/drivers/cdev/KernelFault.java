package dev.gatehouse.drivers.cdev;

import java.io.IOException;

/// A system call that failed; the message names the call, the device and what may help.
public final class KernelFault extends IOException {

    private static final long serialVersionUID = 1L;

    private final int number;

    /// @param call which, and of what: `open /dev/gpiochip0`
    /// @param number `errno` right after the call
    public KernelFault(String call, int number) {
        super(
                call
                        + ": "
                        + Errno.of(number)
                                .map(known -> known + ", " + known.meaning())
                                .orElse("errno " + number));
        this.number = number;
    }

    /// @param explained what else is known, e.g. who holds a line
    KernelFault(KernelFault cause, String explained) {
        super(cause.getMessage() + "; " + explained, cause);
        this.number = cause.number;
    }

    /// Whether it was for this reason.
    public boolean is(Errno errno) {
        return number == errno.number();
    }
}
