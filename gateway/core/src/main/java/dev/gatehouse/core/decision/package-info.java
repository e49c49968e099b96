/// What a booth decides: every observation checked, every hit referred, every doubt answered by a
/// query by hand.
@NullMarked
package dev.gatehouse.core.decision;

import org.jspecify.annotations.NullMarked;
