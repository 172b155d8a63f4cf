package io.github.imagesharing.testkit.operation;

import com.google.gson.JsonObject;
import io.github.imagesharing.testkit.state.Behaviour;
import io.github.imagesharing.testkit.state.CloudState;
import io.github.imagesharing.testkit.state.Credentials;
import io.github.imagesharing.testkit.state.World;

/**
 * A request that passed all checks, as its action gets it.
 *
 * @param cloud the state
 * @param behaviour how the service answers where its documentation leaves it open
 * @param region the region asked for
 * @param caller whose credential signed it
 * @param members the request's parameters
 */
public record Call(CloudState cloud, Behaviour behaviour, String region, Credentials.Entry caller, JsonObject members) {

    /** The parameters; the service refuses any other than these. */
    public Params params(String... known) {
        return new Params(members, known);
    }

    /** Whether an account is the root account of who calls. */
    public boolean isCallers(String account) {
        return caller.account().value().equals(account);
    }

    /** The state as a read sees it, which lags behind if the fake is told so. */
    public World seen() {
        return cloud.seen();
    }
}
