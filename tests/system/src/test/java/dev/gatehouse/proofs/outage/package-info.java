/// Tests of this package.
@NullMarked
package dev.gatehouse.proofs.outage;

import org.jspecify.annotations.NullMarked;
