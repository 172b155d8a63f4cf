/** How access is changed and how a lost answer is settled. */
@NullMarked
package io.github.imagesharing.internal.change;

import org.jspecify.annotations.NullMarked;
