/** Tests that need several modules: dependency rules, faults on the wire, several processes, what the README says. */
@NullMarked
package io.github.imagesharing.system;

import org.jspecify.annotations.NullMarked;
