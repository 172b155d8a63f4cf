/** Programs to run and to read. */
@NullMarked
package io.github.imagesharing.examples;

import org.jspecify.annotations.NullMarked;
