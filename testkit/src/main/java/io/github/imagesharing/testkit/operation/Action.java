package io.github.imagesharing.testkit.operation;

import com.google.gson.JsonObject;

/** What one action of one service does. Thread-safe. */
@FunctionalInterface
public interface Action {

    /**
     * Carries out the action.
     *
     * @param call what is asked
     * @return the members of the response, without RequestId
     * @throws io.github.imagesharing.testkit.state.ServiceRefusal when the service would answer with an error
     */
    JsonObject answer(Call call);
}
