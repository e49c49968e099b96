/// The real programs as processes, with `curl`, Mosquitto's clients and raw sockets as their peers.
@NullMarked
package dev.gatehouse.tests.system;

import org.jspecify.annotations.NullMarked;
