/// Tests of the line to the service manager.
@NullMarked
package dev.gatehouse.booth.service;

import org.jspecify.annotations.NullMarked;
