/// Canonical forms, grades and the index that answers whether a read is the subject of a lookout.
@NullMarked
package dev.gatehouse.core.match;

import org.jspecify.annotations.NullMarked;
