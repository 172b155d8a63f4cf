/**
 * How an adapter of this repository makes a call: {@link io.github.imagesharing.transport.ApiCaller} and what stands
 * behind it. Users of the library need nothing from here.
 */
@NullMarked
package io.github.imagesharing.transport;

import org.jspecify.annotations.NullMarked;
