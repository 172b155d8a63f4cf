/**
 * Requests and responses of the products that CVM needs beside itself, as the SDK shapes them.
 */
@NullMarked
package io.github.imagesharing.cvm.models;

import org.jspecify.annotations.NullMarked;
