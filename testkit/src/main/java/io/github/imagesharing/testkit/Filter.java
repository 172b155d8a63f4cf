package io.github.imagesharing.testkit;

import java.util.List;

/**
 * One condition of a listing; it holds when any of its values does.
 *
 * @param name what is compared
 * @param values what it is compared with
 */
record Filter(String name, List<String> values) {

    boolean equalsAny(String text) {
        return values.contains(text);
    }

    boolean partOfAny(String text) {
        return values.stream().anyMatch(text::contains);
    }

    /** Refuses more filters, or more values in one, than the service takes. */
    static List<Filter> limited(List<Filter> filters, int mostValues, ServiceRefusal refusal) {
        if (filters.size() > 10 || filters.stream().anyMatch(filter -> filter.values.size() > mostValues)) {
            throw refusal;
        }
        return filters;
    }
}
