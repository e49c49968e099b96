/// Device files of Linux without a library: system calls, GPIO chips and their lines, SMBus.
@NullMarked
package dev.gatehouse.drivers.cdev;

import org.jspecify.annotations.NullMarked;
