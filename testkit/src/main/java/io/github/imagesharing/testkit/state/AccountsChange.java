package io.github.imagesharing.testkit.state;

import io.github.imagesharing.testkit.RefusalEffect;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one request makes of the accounts that have something.
 *
 * @param after who has it then
 * @param refusal what the service answers instead of success, if it refused one of them
 */
public record AccountsChange(Map<String, Instant> after, Optional<ServiceRefusal> refusal) {

    /** Says why the service refuses an account, given who had access before and has by now. */
    @FunctionalInterface
    public interface Judge {
        Optional<ServiceRefusal> judge(String account, Map<String, Instant> soFar);
    }

    /** Works through the accounts in the order of the request, as far as a refused request gets. */
    public static AccountsChange of(
            List<String> accounts,
            Map<String, Instant> before,
            Optional<Instant> sharedAt,
            RefusalEffect effect,
            Judge judge) {
        Map<String, Instant> after = new LinkedHashMap<>(before);
        Optional<ServiceRefusal> first = Optional.empty();
        for (String account : accounts) {
            Optional<ServiceRefusal> refusal = judge.judge(account, after);
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
