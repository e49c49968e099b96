/// Records of the Linux GPIO character device (uapi `linux/gpio.h`, version 2).
@NullMarked
package dev.gatehouse.protocols.gpio;

import org.jspecify.annotations.NullMarked;
