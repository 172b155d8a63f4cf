/** The program {@code image-sharing}; each of the packages below holds what one of its commands, or all of them, need. */
@NullMarked
package io.github.imagesharing.cli;

import org.jspecify.annotations.NullMarked;
