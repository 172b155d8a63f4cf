/** How an image is copied to other regions, and a lost answer settled. */
@NullMarked
package io.github.imagesharing.internal.copy;

import org.jspecify.annotations.NullMarked;
