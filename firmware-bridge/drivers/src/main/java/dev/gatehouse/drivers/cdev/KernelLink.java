package dev.gatehouse.drivers.cdev;

import dev.gatehouse.drivers.Link;
import java.nio.file.Path;

/// A link that brings its own device files: lines that are not there, for stations that drive real
/// ones by their kernel. Such a station never opens the link itself.
public interface KernelLink extends Link {

    /// The kernel behind its device files, which are there once this was called.
    Kernel kernel();

    /// Folder of the device files.
    Path folder();

    /// Label of its one chip.
    String label();
}
