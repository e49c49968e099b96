/// Simulated radios behind IP data services: a Hytera repeater with its radios, a fleet of Motorola
/// radios. They speak the real codecs, as `sim:` links of a booth or as peers of their own on UDP.
@NullMarked
package dev.gatehouse.simulators.dispatch;

import org.jspecify.annotations.NullMarked;
