@NullMarked
package io.github.imagesharing.testkit.junit;

import org.jspecify.annotations.NullMarked;
