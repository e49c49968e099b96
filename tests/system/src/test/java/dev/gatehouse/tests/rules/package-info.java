/// The rules of the house that no compiler keeps: what may depend on what, what may be printed, and
/// that the documents say what the code does. Lists of exceptions are resources beside them, each
/// line with its reason; a line that is no longer needed fails as well.
@NullMarked
package dev.gatehouse.tests.rules;

import org.jspecify.annotations.NullMarked;
