/** Files that people and programs made: how their text is read, and how a report is written over an older one. */
@NullMarked
package io.github.imagesharing.cli.files;

import org.jspecify.annotations.NullMarked;
