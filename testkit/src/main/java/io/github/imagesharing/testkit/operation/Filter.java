package io.github.imagesharing.testkit.operation;

import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.util.List;

/**
 * One condition of a listing; it holds when any of its values does.
 *
 * @param name what is compared
 * @param values what it is compared with
 */
public record Filter(String name, List<String> values) {

    public boolean equalsAny(String text) {
        return values.contains(text);
    }

    public boolean partOfAny(String text) {
        return values.stream().anyMatch(text::contains);
    }

    /** Refuses more filters, or more values in one, than the service takes. */
    public static List<Filter> limited(List<Filter> filters, int mostValues, ServiceRefusal refusal) {
        if (filters.size() > 10 || filters.stream().anyMatch(filter -> filter.values.size() > mostValues)) {
            throw refusal;
        }
        return filters;
    }
}
