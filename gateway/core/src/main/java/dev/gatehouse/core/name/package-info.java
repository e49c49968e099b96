/// Names of people, organisations and ships: normal form, comparison with its explanation, and the
/// index that proposes which listed names to compare (sections 5, 6, 9 and 10 of the fact sheet).
@NullMarked
package dev.gatehouse.core.name;

import org.jspecify.annotations.NullMarked;
