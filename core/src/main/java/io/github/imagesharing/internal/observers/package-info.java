/** Observers of calls, and what keeps an observer from disturbing them. */
@NullMarked
package io.github.imagesharing.internal.observers;

import org.jspecify.annotations.NullMarked;
