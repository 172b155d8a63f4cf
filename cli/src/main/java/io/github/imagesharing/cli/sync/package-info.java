/** The file that says who is to have access, and the plans that bring the images there. */
@NullMarked
package io.github.imagesharing.cli.sync;

import org.jspecify.annotations.NullMarked;
