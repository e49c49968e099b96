/// Tests of the findings.
@NullMarked
package dev.gatehouse.booth.doctor;

import org.jspecify.annotations.NullMarked;
