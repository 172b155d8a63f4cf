package io.github.imagesharing.cli.audit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How old a share is; the page has a colour for each of these steps. */
enum ShareAge {
    AGE0("under 30 days", 30),
    AGE1("under 90 days", 90),
    AGE2("under 180 days", 180),
    AGE3("under a year", 365),
    AGE4("a year and more", Long.MAX_VALUE),
    AGEQ("since when is not told", 0);

    private final String title;
    private final long underDays;

    ShareAge(String title, long underDays) {
        this.title = title;
        this.underDays = underDays;
    }

    String title() {
        return title;
    }

    static ShareAge of(@Nullable Instant since, Instant now) {
        if (since == null) {
            return AGEQ;
        }
        long days = Duration.between(since, now).toDays();
        for (ShareAge age : values()) {
            if (days < age.underDays) {
                return age;
            }
        }
        return AGE4;
    }

    /** The age in days, months or years, short enough for a cell of the table. */
    static String brief(@Nullable Instant since, Instant now) {
        if (since == null) {
            return "?";
        }
        long days = Math.max(0, Duration.between(since, now).toDays());
        if (days < 100) {
            return days + "d";
        }
        return days < 730 ? days * 12 / 365 + "m" : days / 365 + "y";
    }
}
