/**
 * What a user meets in signatures and need not know: a product that is connected
 * ({@link io.github.imagesharing.spi.CvmPort}, {@link io.github.imagesharing.spi.LighthousePort}) and an API of the service
 * ({@link io.github.imagesharing.spi.Api}), which a {@link io.github.imagesharing.RequestQuota} and a
 * {@link io.github.imagesharing.CallObserver} hear of. What an adapter implements is here too and is shown to nobody else.
 */
@NullMarked
package io.github.imagesharing.spi;

import org.jspecify.annotations.NullMarked;
