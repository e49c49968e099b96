/// The main job on one machine: central, an upstream endpoint and a booth with simulated devices.
@NullMarked
package dev.gatehouse.booth.demo;

import org.jspecify.annotations.NullMarked;
