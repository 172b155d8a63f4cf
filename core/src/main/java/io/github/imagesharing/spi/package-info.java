/**
 * For those who write an adapter to a product: what it implements ({@link io.github.imagesharing.spi.CvmPort},
 * {@link io.github.imagesharing.spi.LighthousePort}) and how it makes a call ({@link io.github.imagesharing.spi.ApiCaller}). Users of the library need nothing from here.
 */
@NullMarked
package io.github.imagesharing.spi;

import org.jspecify.annotations.NullMarked;
