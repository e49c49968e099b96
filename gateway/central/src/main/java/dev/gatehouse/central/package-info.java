/// Command line of central's reference receiver: enrols booths, receives, and proves what it
/// received.
@NullMarked
package dev.gatehouse.central;

import org.jspecify.annotations.NullMarked;
