/// Measurements of radiation instruments as ANSI N42.42-2011 documents: what a portal's lane needs
/// of them, and a writer for simulated ones. Clause numbers are those of the fact sheet
/// `radiation-portal.md`, clause 6.
@NullMarked
package dev.gatehouse.protocols.n42;

import org.jspecify.annotations.NullMarked;
