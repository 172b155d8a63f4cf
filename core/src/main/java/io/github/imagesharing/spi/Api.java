package io.github.imagesharing.spi;

/**
 * One API of one product.
 *
 * @param service the product as its host names it, for example {@code cvm}
 * @param action the API's name, for example {@code DescribeImages}
 * @param perSecond the published number of requests a second
 */
public record Api(String service, String action, int perSecond) {}
