package io.github.imagesharing;

import com.google.common.collect.ImmutableMap;
import io.github.imagesharing.spi.Api;
import java.util.Map;

/**
 * The rates the service publishes, and those set instead.
 *
 * @param perSecond requests per second by the API's name, with or without its product
 */
record Rates(ImmutableMap<String, Integer> perSecond) {

    static final Rates PUBLISHED = new Rates(ImmutableMap.of());

    static Rates of(Map<String, Integer> perSecond) {
        Asked.given("rates", perSecond).forEach((api, rate) -> {
            if (rate == null || rate < 1) {
                throw new IllegalArgumentException("rate " + rate + " of " + api + ": at least 1 a second");
            }
        });
        return new Rates(ImmutableMap.copyOf(perSecond));
    }

    int of(Api api) {
        Integer ofAnyProduct = perSecond.getOrDefault(api.action(), api.perSecond());
        return perSecond.getOrDefault(api.service() + ':' + api.action(), ofAnyProduct);
    }
}
