package io.github.imagesharing.lighthouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a listing page by page. Everything in an answer may be null, also where the documents say otherwise. */
final class Pages {

    /** The longest page of every listing, as published. */
    static final long LONGEST = 100;

    private Pages() {}

    /** Asks for the page that begins at an offset. */
    @FunctionalInterface
    interface Reader<T> {
        Page<T> read(long offset);
    }

    /**
     * One page.
     *
     * @param <T> an element
     * @param elements those that are there
     * @param size how many the service counts on it
     * @param total how many there are in all, or null where the service does not say
     */
    record Page<T>(List<T> elements, int size, @Nullable Long total) {

        static <T> Page<T> of(T @Nullable [] set, @Nullable Long total) {
            return new Page<>(present(set).toList(), set == null ? 0 : set.length, total);
        }
    }

    static <T> List<T> all(Reader<T> reader) {
        List<T> all = new ArrayList<>();
        long offset = 0;
        while (true) {
            Page<T> page = reader.read(offset);
            all.addAll(page.elements());
            offset += page.size();
            boolean last = page.total() == null ? page.size() < LONGEST : offset >= page.total();
            if (page.size() == 0 || last) {
                return all;
            }
        }
    }

    static <T> Stream<T> present(T @Nullable [] set) {
        return set == null ? Stream.empty() : Stream.of(set).filter(Objects::nonNull);
    }
}
