/** Work that runs side by side on an executor. */
@NullMarked
package io.github.imagesharing.internal.tasks;

import org.jspecify.annotations.NullMarked;
