package io.github.imagesharing.internal.quota;

import com.google.common.collect.ImmutableMap;
import io.github.imagesharing.spi.Api;
import java.util.Map;

/**
 * The rates the service publishes, and those set instead.
 *
 * @param perSecond requests per second by the API's name, with or without its product
 */
public record Rates(ImmutableMap<String, Integer> perSecond) {

    public static final Rates PUBLISHED = new Rates(ImmutableMap.of());

    public static Rates of(Map<String, Integer> perSecond) {
        return new Rates(ImmutableMap.copyOf(perSecond));
    }

    public int of(Api api) {
        Integer ofAnyProduct = perSecond.getOrDefault(api.action(), api.perSecond());
        int rate = perSecond.getOrDefault(api.service() + ':' + api.action(), ofAnyProduct);
        if (rate < 1) {
            throw new IllegalArgumentException("rate " + rate + " of " + api.action() + ": at least 1 a second");
        }
        return rate;
    }
}
