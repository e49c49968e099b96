/// What the data services of all radio makers have in common for a dispatcher's position: sockets
/// of one system, who is present, texts and their delivery, reports to the booth.
@NullMarked
package dev.gatehouse.drivers.dispatch;

import org.jspecify.annotations.NullMarked;
