package dev.gatehouse.simulators;

import java.util.Iterator;
import java.util.OptionalLong;

/// What happens in one lane. A pure function of its settings: every iterator of [#steps] yields the
/// same steps, so the devices of a lane each walk a copy of their own and still fit together.
interface Scenario {

    /// Word for status pages, without content, e.g. `busy-lane`.
    String name();

    /// Vehicles in all; empty when it goes on until closed.
    OptionalLong vehicles();

    /// Steps in the order of the lane; due times never fall. Made as they are asked for.
    Iterator<Step> steps();
}
