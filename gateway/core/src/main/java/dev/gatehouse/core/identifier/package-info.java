/// Identifiers other than names: kinds, canonical forms, check rules, machine readable zones, and
/// the index that finds listed ones.
@NullMarked
package dev.gatehouse.core.identifier;

import org.jspecify.annotations.NullMarked;
