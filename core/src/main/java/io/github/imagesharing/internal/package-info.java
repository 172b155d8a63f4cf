/** How the facade does what it says: facts, rules, change. Nobody's business; may change with any release. */
@NullMarked
package io.github.imagesharing.internal;

import org.jspecify.annotations.NullMarked;
