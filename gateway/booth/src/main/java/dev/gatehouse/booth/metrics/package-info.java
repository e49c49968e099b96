/// The booth's figures for Prometheus, drawn from the status page alone so that the two cannot
/// disagree.
@NullMarked
package dev.gatehouse.booth.metrics;

import org.jspecify.annotations.NullMarked;
