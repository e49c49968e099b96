/// The booth's MQTT: topics, who may use them, and the embedded listener behind one interface.
@NullMarked
package dev.gatehouse.bus;

import org.jspecify.annotations.NullMarked;
