/** What all operations of the cloud's API share: their description, their parameters, and the pages of listings. */
@NullMarked
package io.github.imagesharing.testkit.operation;

import org.jspecify.annotations.NullMarked;
