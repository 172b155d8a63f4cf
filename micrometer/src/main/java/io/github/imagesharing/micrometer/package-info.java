/** Observations and meters with Micrometer: {@link io.github.imagesharing.micrometer.MicrometerCallObserver}. */
@NullMarked
package io.github.imagesharing.micrometer;

import org.jspecify.annotations.NullMarked;
