/// The `lookout` commands: they take files that the caller has, and need neither a home nor keys.
@NullMarked
package dev.gatehouse.central.lookout;

import org.jspecify.annotations.NullMarked;
