/** Which keys sign a request, and where they come from. Users of the library need nothing from here. */
@NullMarked
package io.github.imagesharing.transport.credentials;

import org.jspecify.annotations.NullMarked;
