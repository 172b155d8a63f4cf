package io.github.imagesharing.transport;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a listing page by page, and its arrays and times. Everything in a response may be null, also where the documents
 * say otherwise.
 */
public final class Listing {

    private Listing() {}

    /**
     * Asks for one page.
     *
     * @param <T> an element
     */
    @FunctionalInterface
    public interface PageReader<T> {

        /**
         * Asks for the page that begins at an offset.
         *
         * @param offset how many elements come before it
         * @return the page
         */
        Page<T> read(long offset);
    }

    /**
     * One page.
     *
     * @param <T> an element
     * @param elements those that can be read
     * @param size how many elements the service sent
     * @param total how many there are in all, or null where the service does not say
     */
    public record Page<T>(
            List<T> elements, int size, @Nullable Long total) {

        /**
         * A page of elements as the service sent them.
         *
         * @param <T> an element
         * @param set the array, or null
         * @param total how many there are in all, or null
         * @return the page
         */
        public static <T> Page<T> of(T @Nullable [] set, @Nullable Long total) {
            return new Page<>(present(set).toList(), set == null ? 0 : set.length, total);
        }
    }

    /**
     * Reads all pages: until the total is reached or, where the service does not say it, until a page is not full.
     *
     * @param <T> an element
     * @param pageSize how many elements are asked for at a time
     * @param reader asks for one page
     * @return the elements in the order of the pages; one may come twice if the list changes meanwhile
     */
    public static <T> List<T> all(long pageSize, PageReader<T> reader) {
        List<T> all = new ArrayList<>();
        long offset = 0;
        while (true) {
            Page<T> page = reader.read(offset);
            all.addAll(page.elements());
            offset += page.size();
            boolean last = page.total() == null ? page.size() < pageSize : offset >= page.total();
            if (page.size() == 0 || last) {
                return all;
            }
        }
    }

    /**
     * The elements of an array that may be null and may hold null.
     *
     * @param <T> an element
     * @param set the array, or null
     * @return the elements that are there
     */
    public static <T> Stream<T> present(T @Nullable [] set) {
        return set == null ? Stream.empty() : Stream.of(set).filter(Objects::nonNull);
    }

    /**
     * A time as ISO-8601 with a zone, {@code Z} or {@code +00:00}.
     *
     * @param text the service's text, or null
     * @return the time, or null for anything else
     */
    public static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
