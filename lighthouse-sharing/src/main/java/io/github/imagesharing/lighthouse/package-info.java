/** Lighthouse for {@link io.github.imagesharing.ImageSharingService}: {@link
 * io.github.imagesharing.lighthouse.LighthouseSharing}. */
@NullMarked
package io.github.imagesharing.lighthouse;

import org.jspecify.annotations.NullMarked;
