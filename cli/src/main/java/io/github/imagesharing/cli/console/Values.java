package io.github.imagesharing.cli.console;

import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of options that the library has no type for. What is refused is named, with what would be right. Stateless. */
final class Values {

    private static final Map<String, ChronoUnit> UNITS = ImmutableMap.of(
            "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

    private Values() {}

    /** A number in ASCII digits: a parser of Java's takes those of every script. */
    static int number(String digits) {
        if (!digits.matches("[+-]?[0-9]+")) {
            throw new IllegalArgumentException("'" + digits + "' is not a number, like 12");
        }
        if (!digits.matches("[+-]?[0-9]{1,9}")) {
            throw new IllegalArgumentException("'" + digits + "' is too large: a number up to 999999999");
        }
        return Integer.parseInt(digits);
    }

    /** A whole number with its unit; without one, nobody knows whether it is minutes or days. */
    static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": a number from 1 with its unit, like 90s, 30m, 2h or 90d");
        }
        return Duration.of(Long.parseLong(parts.group(1)), Objects.requireNonNull(UNITS.get(parts.group(2))));
    }

    /** An address; a password in it is not shown. */
    static URI address(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text.replaceFirst("//.*@", "//***@") + "\": an address, like https://gateway.example.com",
                    e);
        }
    }
}
