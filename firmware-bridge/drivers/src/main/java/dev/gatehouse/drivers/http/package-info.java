/// HTTP listener for devices that push, shared by all readers of one address.
@NullMarked
package dev.gatehouse.drivers.http;

import org.jspecify.annotations.NullMarked;
