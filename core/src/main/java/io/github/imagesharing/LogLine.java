package io.github.imagesharing;

import io.github.imagesharing.spi.Printable;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line of a log about a report, a plan or a check. At most {@link #MOST} characters, none of which acts, however large it
 * is and whatever the service said.
 *
 * <p>It answers a batch that writes thirteen thousand characters about one account: refusals stand by their reason, the most
 * frequent one first, each with the first of its accounts and how many more there are. Shown by {@code LogLineTest}.
 *
 * <p>Not thread-safe: made for one line.
 */
final class LogLine {

    static final int MOST = 400;

    /** As many of each kind as a person reads. */
    private static final int NAMED = 3;

    private static final int MOST_OF_A_NAME = 40;
    private static final int MOST_OF_A_MESSAGE = 80;

    private final String beginning;
    private final Map<String, Refusals> byReason = new LinkedHashMap<>();

    /** What was refused for one reason. */
    private static final class Refusals {

        private final Set<AccountId> accounts = new LinkedHashSet<>();
        private final Set<Object> places = new LinkedHashSet<>();
        private int count;

        int count() {
            return count;
        }
    }

    LogLine(String beginning) {
        this.beginning = beginning;
    }

    /** Adds what one account, or a whole place, was refused for; the place is an image or a region, or null for the only one. */
    void refused(ImageSharingException why, @Nullable AccountId account, @Nullable Object place) {
        Refusals refusals = byReason.computeIfAbsent(reason(why), reason -> new Refusals());
        refusals.count++;
        if (account != null) {
            refusals.accounts.add(account);
        }
        if (place != null) {
            refusals.places.add(place);
        }
    }

    /** How many failed, and how many of them because the call was interrupted, which nobody refused. */
    static String failed(Collection<ImageSharingException> causes) {
        long interrupted = causes.stream()
                .filter(CallInterruptedException.class::isInstance)
                .count();
        return causes.size() + " failed" + (interrupted == 0 ? "" : " (" + interrupted + " interrupted)");
    }

    /** The line, with a preposition before the places. */
    String text(String preposition, String end) {
        List<String> reasons = byReason.entrySet().stream()
                .sorted(Comparator.comparing(reason -> -reason.getValue().count()))
                .map(reason -> reason.getKey()
                        + before(": ", reason.getValue().accounts)
                        + before(" " + preposition + " ", reason.getValue().places))
                .toList();
        return of(beginning, reasons, end);
    }

    /** A line of a beginning, as many of the parts as there is room for, and an end. */
    static String of(String beginning, List<String> parts, String end) {
        StringBuilder line = new StringBuilder(Printable.of(beginning));
        int left = parts.size();
        for (String part : parts) {
            String more = "; and " + left + " more";
            String printable = "; " + Printable.of(part);
            if (line.length() + printable.length() + more.length() + end.length() > MOST) {
                line.append(more);
                break;
            }
            line.append(printable);
            left--;
        }
        return cut(line + end, MOST);
    }

    /** The type, and what tells failures of one type apart: a code or a reason. */
    private static String reason(ImageSharingException why) {
        String type = why.getClass().getSimpleName();
        if (why.errorCode().isPresent()) {
            return type + " [" + cut(why.errorCode().get(), MOST_OF_A_NAME) + "]";
        }
        return why instanceof ImageNotShareableException refused ? type + " " + refused.reason() : type;
    }

    /** The same with what was said, for one failure alone. */
    static String inFull(ImageSharingException why) {
        return reason(why) + ": " + cut(Printable.of(why.getMessage()), MOST_OF_A_MESSAGE);
    }

    private static String before(String sign, Collection<?> values) {
        return values.isEmpty() ? "" : sign + some(values);
    }

    /** The first of some values, and how many more there are. */
    static String some(Collection<?> values) {
        String named = values.stream().limit(NAMED).map(LogLine::name).collect(Collectors.joining(", "));
        return values.size() <= NAMED ? named : named + " and " + (values.size() - NAMED) + " more";
    }

    /** As much of a name as a line has room for. */
    static String name(Object value) {
        return cut(value.toString(), MOST_OF_A_NAME);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 3;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "...";
    }
}
