package io.github.imagesharing.testkit.operation;

import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.util.List;

/**
 * The part of a listing that was asked for.
 *
 * @param offset how many to skip
 * @param limit how many to show at most
 */
public record Page(int offset, int limit) {

    /** The longest page, and the most ids in one request, of every listing. */
    public static final int LONGEST = 100;

    public static Page read(Params params, ServiceRefusal refusal) {
        Page page = new Page(params.number("Offset", 0), params.number("Limit", 20));
        if (page.offset < 0 || page.limit < 1 || page.limit > LONGEST) {
            throw refusal;
        }
        return page;
    }

    public <T> List<T> of(List<T> all) {
        int from = Math.min(offset, all.size());
        return all.subList(from, Math.min(from + limit, all.size()));
    }
}
