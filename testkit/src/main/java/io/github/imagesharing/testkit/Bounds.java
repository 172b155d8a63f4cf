package io.github.imagesharing.testkit;

import static io.github.imagesharing.ArgumentChecks.given;

import io.github.imagesharing.AccountId;
import java.time.Duration;

/** What a test asks of the fake, refused where the fake could not do it. */
final class Bounds {

    /** No test waits that long, and it can be counted in nanoseconds. */
    private static final Duration DAY = Duration.ofDays(1);

    /** Clocks further off than that have no date that can be written. */
    private static final Duration CENTURY = Duration.ofDays(36_500);

    private Bounds() {}

    static Duration delay(String name, Duration value) {
        if (given(name, value).isNegative() || value.compareTo(DAY) > 0) {
            throw new IllegalArgumentException(name + " " + value + ": from none to a day");
        }
        return value;
    }

    static Duration skew(Duration value) {
        if (given("skew", value).compareTo(CENTURY) > 0 || value.compareTo(CENTURY.negated()) < 0) {
            throw new IllegalArgumentException("skew " + value + ": a century at most, either way");
        }
        return value;
    }

    static int between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + ": from " + least + " to " + most);
        }
        return value;
    }

    static int atLeast(String name, int value, int least) {
        return between(name, value, least, Integer.MAX_VALUE);
    }

    static double part(String name, double value) {
        if (value >= 0 && value < 1) {
            return value;
        }
        throw new IllegalArgumentException(name + " " + value + ": from 0 to less than 1");
    }

    static AccountId[] accounts(AccountId... accounts) {
        for (AccountId account : given("accounts", accounts)) {
            given("account", account);
        }
        return accounts;
    }
}
