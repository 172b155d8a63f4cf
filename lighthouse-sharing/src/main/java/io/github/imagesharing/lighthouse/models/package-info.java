/**
 * The Lighthouse client and its requests and responses, named as the official artifact names them: once it is in the registry, this
 * package is deleted and its imports change.
 */
@NullMarked
package io.github.imagesharing.lighthouse.models;

import org.jspecify.annotations.NullMarked;
