/// Plate readers that speak Rekor Scout / OpenALPR JSON.
@NullMarked
package dev.gatehouse.drivers.rekor;

import org.jspecify.annotations.NullMarked;
