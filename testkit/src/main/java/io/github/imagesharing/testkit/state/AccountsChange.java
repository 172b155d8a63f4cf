package io.github.imagesharing.testkit.state;

import io.github.imagesharing.testkit.RefusalEffect;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one request changes the accounts that have access to an image or a blueprint.
 *
 * @param after who has it then
 * @param refusal what the service answers instead of success, if it refused one of them
 */
public record AccountsChange(Map<String, Instant> after, Optional<ServiceRefusal> refusal) {

    /**
     * Decides whether the service refuses an account, given the accounts that have access after those named before it.
     */
    @FunctionalInterface
    public interface AccountCheck {
        Optional<ServiceRefusal> check(String account, Map<String, Instant> soFar);
    }

    /** Changes one account after the other, in the order of the request. */
    public static AccountsChange of(
            List<String> accounts,
            Map<String, Instant> before,
            Optional<Instant> sharedAt,
            RefusalEffect effect,
            AccountCheck check) {
        Map<String, Instant> after = new LinkedHashMap<>(before);
        Optional<ServiceRefusal> first = Optional.empty();
        for (String account : accounts) {
            Optional<ServiceRefusal> refusal = check.check(account, after);
            if (refusal.isPresent()) {
                first = first.or(() -> refusal);
            } else if (first.isEmpty() || effect == RefusalEffect.ALL_OTHERS) {
                sharedAt.ifPresentOrElse(now -> after.putIfAbsent(account, now), () -> after.remove(account));
            }
        }
        boolean nothing = first.isPresent() && effect == RefusalEffect.NONE;
        return new AccountsChange(nothing ? before : after, first);
    }
}
