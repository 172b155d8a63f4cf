package io.github.imagesharing.transport;

import java.io.IOException;

/**
 * One call of an API, with its request bound.
 *
 * @param <T> the answer
 */
@FunctionalInterface
public interface ApiCall<T> {

    /**
     * Makes the call.
     *
     * @return the answer
     * @throws IOException what {@link ProductClient} throws; {@link ApiCaller} translates it
     */
    T send() throws IOException;
}
