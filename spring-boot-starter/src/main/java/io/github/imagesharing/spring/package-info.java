/**
 * Spring Boot: with the starter on the class path and {@code image-sharing.region} set, an
 * {@link io.github.imagesharing.ImageSharingService} can be injected.
 */
@NullMarked
package io.github.imagesharing.spring;

import org.jspecify.annotations.NullMarked;
