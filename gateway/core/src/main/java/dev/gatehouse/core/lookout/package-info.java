/// Lookouts, the immutable snapshot a booth holds of them, and its age.
@NullMarked
package dev.gatehouse.core.lookout;

import org.jspecify.annotations.NullMarked;
