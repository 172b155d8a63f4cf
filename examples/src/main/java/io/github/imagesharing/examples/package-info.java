/** The programs to run and to read; each of the packages below holds what one of them, or all of them, need. */
@NullMarked
package io.github.imagesharing.examples;

import org.jspecify.annotations.NullMarked;
