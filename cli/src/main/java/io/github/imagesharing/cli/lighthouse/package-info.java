/** The commands that share images into the own Lighthouse. */
@NullMarked
package io.github.imagesharing.cli.lighthouse;

import org.jspecify.annotations.NullMarked;
