/// The registry of a booth's devices: the state of each, who switched it off, and a start that
/// survives a device that brings the process down.
@NullMarked
package dev.gatehouse.booth.device;

import org.jspecify.annotations.NullMarked;
