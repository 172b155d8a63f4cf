package io.github.imagesharing.testkit.wire;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a planned fault makes of a request. Immutable.
 *
 * @param acts whether the action is carried out before the fault
 * @param pause how long the reply is held back
 * @param change makes the reply the client gets from the reply of the action
 */
public record InjectedFault(boolean acts, Duration pause, UnaryOperator<Reply> change) {

    static final InjectedFault NONE = new InjectedFault(true, Duration.ZERO, reply -> reply);

    /** The reply to send, given what carries out the action. */
    Reply reply(Supplier<Reply> action) {
        return change.apply(acts ? action.get() : Reply.cut());
    }
}
