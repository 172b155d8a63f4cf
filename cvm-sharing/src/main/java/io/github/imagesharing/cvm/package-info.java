/** CVM for {@link io.github.imagesharing.ImageSharingService}: {@link io.github.imagesharing.cvm.CvmSharing}. */
@NullMarked
package io.github.imagesharing.cvm;

import org.jspecify.annotations.NullMarked;
