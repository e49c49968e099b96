/// The crash proof: booths that die at every possible moment, and central's account of what they
/// had acknowledged.
@NullMarked
package dev.gatehouse.proofs.crash;

import org.jspecify.annotations.NullMarked;
