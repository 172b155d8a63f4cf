package io.github.imagesharing.testkit;

import static io.github.imagesharing.ArgumentChecks.given;

import io.github.imagesharing.testkit.state.ServiceRefusal;
import io.github.imagesharing.testkit.wire.InjectedFault;
import io.github.imagesharing.testkit.wire.RateLimits;
import io.github.imagesharing.testkit.wire.Reply;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * One way in which a request goes wrong; {@link FakeTencentCloud#failNext(String, Fault)} plans it. Immutable.
 *
 * <p>Those with {@code After} in their name, and {@link #silent(Duration)}, do what was asked first; the others leave
 * everything as it was. A request that is throttled or wrongly signed does not meet its fault.
 */
public final class Fault {

    private final InjectedFault injected;

    private Fault(InjectedFault injected) {
        this.injected = injected;
    }

    /**
     * The service refuses.
     *
     * @param code the error code, for example {@code InternalError}
     * @param message the message
     * @return the fault
     */
    public static Fault error(String code, String message) {
        return refusal(false, code, message);
    }

    /**
     * The service does what was asked and says that it did not.
     *
     * @param code the error code, for example {@code InternalError}
     * @param message the message
     * @return the fault
     */
    public static Fault errorAfter(String code, String message) {
        return refusal(true, code, message);
    }

    /**
     * The service refuses for too many requests, whoever else made them.
     *
     * @return the fault
     */
    public static Fault throttled() {
        ServiceRefusal refusal = RateLimits.refusal(30, 20, false);
        return error(refusal.code(), refusal.message());
    }

    /**
     * Something before the service answers.
     *
     * @param status the HTTP status
     * @param body any text
     * @return the fault
     */
    public static Fault httpStatus(int status, String body) {
        return raw(false, status, body);
    }

    /**
     * The service does what was asked, something before it answers.
     *
     * @param status the HTTP status
     * @param body any text
     * @return the fault
     */
    public static Fault httpStatusAfter(int status, String body) {
        return raw(true, status, body);
    }

    /**
     * An answer of any text with HTTP status 200.
     *
     * @param rawBody the text
     * @return the fault
     */
    public static Fault answer(String rawBody) {
        return httpStatus(200, rawBody);
    }

    /**
     * The service does what was asked and answers with any text and HTTP status 200.
     *
     * @param rawBody the text
     * @return the fault
     */
    public static Fault answerAfter(String rawBody) {
        return httpStatusAfter(200, rawBody);
    }

    /**
     * The connection is closed without an answer; the service did nothing.
     *
     * @return the fault
     */
    public static Fault dropBefore() {
        return fault(false, Reply::cut);
    }

    /**
     * The connection is closed without an answer; the service did what was asked.
     *
     * @return the fault
     */
    public static Fault dropAfter() {
        return fault(true, Reply::cut);
    }

    /**
     * The service does what was asked at once and answers late.
     *
     * @param wait how late
     * @return the fault
     */
    public static Fault silent(Duration wait) {
        return new Fault(new InjectedFault(true, Bounds.delay("wait", wait), reply -> reply));
    }

    private static Fault refusal(boolean acts, String code, String message) {
        given("code", code);
        given("message", message);
        return fault(acts, () -> Reply.refused(code, message));
    }

    private static Fault raw(boolean acts, int status, String body) {
        Bounds.between("status", status, 100, 999);
        given("body", body);
        return fault(acts, () -> Reply.raw(status, body));
    }

    private static Fault fault(boolean acts, Supplier<Reply> answer) {
        return new Fault(new InjectedFault(acts, Duration.ZERO, reply -> answer.get()));
    }

    InjectedFault injected() {
        return injected;
    }
}
