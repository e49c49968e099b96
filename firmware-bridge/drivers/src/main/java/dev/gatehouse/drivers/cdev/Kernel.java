package dev.gatehouse.drivers.cdev;

/// The system calls that device files need. What is decided above them is tested with a kernel made
/// up by the test; [NativeKernel] is tested on a real one, by `deploy-scripts/prove gpio-kernel`.
///
/// Safe for any thread; a file descriptor is its owner's.
public interface Kernel {

    int O_RDWR = 2;
    int O_NONBLOCK = 0x800;
    int O_CLOEXEC = 0x80000;

    int POLLIN = 1;
    int POLLERR = 8;
    int POLLHUP = 0x10;

    /// Opens a device file.
    ///
    /// @return its descriptor
    int open(String path, int flags) throws KernelFault;

    /// `ioctl` with a structure, which the kernel may fill in.
    ///
    /// @return what it returned, not negative
    int ioctl(int fd, long request, byte[] argument) throws KernelFault;

    /// `ioctl` with a number.
    ///
    /// @return what it returned, not negative
    int ioctl(int fd, long request, long argument) throws KernelFault;

    /// `ioctl` with a structure that points to another; both may be filled in.
    ///
    /// @param pointerAt where in `argument` the address of `pointed` stands
    void ioctl(int fd, long request, byte[] argument, int pointerAt, byte[] pointed)
            throws KernelFault;

    /// Reads what is there.
    ///
    /// @return octets read, 0 when nothing is there now (`O_NONBLOCK`)
    int read(int fd, byte[] into) throws KernelFault;

    /// Waits until something can be read.
    ///
    /// @return bits of `POLLIN`, `POLLERR`, `POLLHUP`; 0 after the time-out
    int poll(int fd, int timeoutMs) throws KernelFault;

    /// Closes a descriptor; a failure leaves nothing to do.
    void close(int fd);
}
