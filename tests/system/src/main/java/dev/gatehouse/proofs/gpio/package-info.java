/// The booth's lines on a real kernel: what runs inside of the virtual machines of
/// `deploy-scripts/prove gpio-kernel`.
@NullMarked
package dev.gatehouse.proofs.gpio;

import org.jspecify.annotations.NullMarked;
