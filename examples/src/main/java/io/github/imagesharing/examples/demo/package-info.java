/** The steps that the demo shows. */
@NullMarked
package io.github.imagesharing.examples.demo;

import org.jspecify.annotations.NullMarked;
