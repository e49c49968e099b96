/// Every parser against bytes that a fuzzer makes up, guided by what they reach in it.
@NullMarked
package dev.gatehouse.proofs.fuzz;

import org.jspecify.annotations.NullMarked;
