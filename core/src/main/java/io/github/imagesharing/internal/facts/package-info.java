/** What is true of an image or blueprint before anything is changed, as plain values and how they are read. */
@NullMarked
package io.github.imagesharing.internal.facts;

import org.jspecify.annotations.NullMarked;
