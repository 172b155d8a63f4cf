@NullMarked
package io.github.imagesharing.testkit.wire;

import org.jspecify.annotations.NullMarked;
