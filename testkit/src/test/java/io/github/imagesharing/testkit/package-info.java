@NullMarked
package io.github.imagesharing.testkit;

import org.jspecify.annotations.NullMarked;
