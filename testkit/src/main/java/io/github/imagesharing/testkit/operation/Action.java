package io.github.imagesharing.testkit.operation;

import com.google.gson.JsonObject;

/** What one action of one service does. Thread-safe. */
@FunctionalInterface
public interface Action {

    /**
     * Acts and answers.
     *
     * @return the members of the answer, without RequestId
     * @throws ServiceRefusal when the service would answer with an error
     */
    JsonObject answer(Call call);
}
