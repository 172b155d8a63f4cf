/**
 * What a user of the library writes and reads: the facade {@link io.github.imagesharing.ImageSharingService}, its
 * values, its reports, its exceptions and its settings.
 *
 * @serial exclude
 */
@NullMarked
package io.github.imagesharing;

import org.jspecify.annotations.NullMarked;
