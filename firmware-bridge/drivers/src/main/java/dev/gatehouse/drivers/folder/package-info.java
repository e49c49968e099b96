/// A watched folder as a link: devices that drop files.
@NullMarked
package dev.gatehouse.drivers.folder;

import org.jspecify.annotations.NullMarked;
