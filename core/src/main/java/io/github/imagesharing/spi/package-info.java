/**
 * What an adapter to a product implements ({@link io.github.imagesharing.spi.CvmPort},
 * {@link io.github.imagesharing.spi.LighthousePort}) and the values that go in and out of it. Who writes a
 * {@link io.github.imagesharing.RequestQuota} needs {@link io.github.imagesharing.spi.Api}; other users need nothing from
 * here.
 */
@NullMarked
package io.github.imagesharing.spi;

import org.jspecify.annotations.NullMarked;
