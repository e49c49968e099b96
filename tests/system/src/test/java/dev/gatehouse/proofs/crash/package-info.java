/// The short form of the crash proof.
@NullMarked
package dev.gatehouse.proofs.crash;

import org.jspecify.annotations.NullMarked;
