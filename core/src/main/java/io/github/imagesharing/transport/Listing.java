package io.github.imagesharing.transport;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a listing page by page, and its arrays and times. Everything in a response may be null, also where the documents
 * say otherwise.
 *
 * <p>A listing is whole, or it is an exception: every element that was there from the first page to the last is returned,
 * once. It answers that a list changes while it is read: whatever is deleted from a page read before moves the rest
 * forward, and the next page leaves out an element that was there all the time. So each page begins with the last element
 * of the page before. Where it does not, the listing is begun anew. Where a page may begin at a multiple of the page size
 * only, each but the last is read a second time instead, and has to be the same: what was deleted before the next page was
 * read would be missing. The service has to keep the order of what stays.
 *
 * <p>Shown by {@code ListingTest}. Stateless.
 */
public final class Listing {

    /**
     * How often a listing is begun anew. A page takes a tenth of a second, so a list that changed between two pages each of
     * six times changes all the time, and to go on would only use up the quota of the account.
     */
    static final int RESTARTS = 5;

    /** Before a listing is begun anew: who deletes or makes one image often does so with a few of them. */
    static final Duration PAUSE = Duration.ofMillis(200);

    private Listing() {}

    /**
     * Tells an element from the others.
     *
     * @param <T> an element
     */
    @FunctionalInterface
    public interface Key<T> {

        /**
         * What is the same each time the element is read.
         *
         * @param element the element
         * @return the key, with a meaningful {@code equals}; null where the service left it out
         */
        @Nullable
        Object of(T element);
    }

    /**
     * What is listed.
     *
     * @param <T> an element
     * @param api the API, for messages
     * @param imageId the image the listing is made for, or null
     * @param pageSize how many elements are asked for at a time, two or more
     * @param key tells an element from the others
     */
    public record Subject<T>(Api api, @Nullable ImageId imageId, long pageSize, Key<T> key) {

        private @Nullable Object keyOf(@Nullable T element) {
            return element == null ? null : key.of(element);
        }

        private String text() {
            return imageId == null ? api.action() : api.action() + " for " + imageId;
        }
    }

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
     * @param elements what the service sent, null in the place of what cannot be read
     * @param total how many there are in all, or null where the service does not say
     */
    public record Page<T>(
            List<@Nullable T> elements, @Nullable Long total) {

        /** Takes a copy. */
        public Page {
            elements = Collections.unmodifiableList(new ArrayList<>(elements));
        }

        /**
         * A page of elements as the service sent them.
         *
         * @param <S> an element as the service sends it
         * @param <T> an element
         * @param set the array, or null
         * @param total how many there are in all, or null
         * @param element makes an element, or null where what was sent cannot be read
         * @return the page
         */
        public static <S, T> Page<T> of(S @Nullable [] set, @Nullable Long total, Function<S, @Nullable T> element) {
            List<@Nullable T> elements = new ArrayList<>();
            if (set != null) {
                for (S sent : set) {
                    elements.add(sent == null ? null : element.apply(sent));
                }
            }
            return new Page<>(elements, total);
        }
    }

    /**
     * Reads all pages: until the total is reached or, where the service does not say it, until a page is not full.
     *
     * @param <T> an element
     * @param subject what is listed
     * @param deadline when to give up
     * @param reader asks for one page
     * @return the elements that have a key, each once, in the order of the pages
     * @throws ServiceFailureException if the list changed each time it was read; retryable
     * @throws CallInterruptedException if the thread is interrupted before the listing is begun anew
     */
    public static <T> List<T> all(Subject<T> subject, Deadline deadline, PageReader<T> reader) {
        return whole(subject, deadline, pass -> pass.read(reader));
    }

    /**
     * The same where the service refuses an offset that is not a multiple of the page size: each page but the last is read
     * twice.
     *
     * @param <T> an element
     * @param subject what is listed
     * @param deadline when to give up
     * @param reader asks for one page
     * @return the elements that have a key, each once, in the order of the pages
     * @throws ServiceFailureException if the list changed each time it was read; retryable
     * @throws CallInterruptedException if the thread is interrupted before the listing is begun anew
     */
    public static <T> List<T> aligned(Subject<T> subject, Deadline deadline, PageReader<T> reader) {
        return whole(subject, deadline, pass -> pass.readTwice(reader));
    }

    private static <T> List<T> whole(
            Subject<T> subject, Deadline deadline, Function<Pass<T>, Optional<List<T>>> reading) {
        for (int begun = 1; ; begun++) {
            Optional<List<T>> whole = reading.apply(new Pass<>(subject));
            if (whole.isPresent()) {
                return whole.get();
            }
            beginAnew(subject, deadline, begun);
        }
    }

    private static void beginAnew(Subject<?> subject, Deadline deadline, int begun) {
        ServiceFailureException changed = changed(subject, begun);
        if (begun > RESTARTS || deadline.isOver()) {
            throw changed;
        }
        deadline.failed(changed);
        if (!deadline.pause(PAUSE)) {
            throw CallInterruptedException.keepingFlag(
                    subject.imageId(), subject.text() + ": interrupted before the list was read again", changed);
        }
        if (deadline.isOver()) {
            throw changed;
        }
    }

    private static ServiceFailureException changed(Subject<?> subject, int begun) {
        String message = "%s: the list changed while it was read, each of %s times; the call can be made again"
                .formatted(subject.text(), begun);
        return new ServiceFailureException(Details.client(subject.imageId(), message, null));
    }

    /** One reading from the first page on. For one thread. */
    private static final class Pass<T> {

        private final Subject<T> subject;
        private final Map<Object, T> elements = new LinkedHashMap<>();
        private long withoutKey;
        private long read;
        private @Nullable Object lastKey;

        Pass(Subject<T> subject) {
            this.subject = subject;
        }

        /** All elements, or empty where the list has changed meanwhile. */
        Optional<List<T>> read(PageReader<T> reader) {
            while (true) {
                int overlap = read == 0 ? 0 : 1;
                Page<T> page = reader.read(read - overlap);
                int size = page.elements().size();
                if (overlap == 1 && !beginsWithTheLast(page)) {
                    return Optional.empty();
                }
                page.elements().subList(overlap, size).forEach(this::add);
                Long total = page.total();
                if (total == null ? size < subject.pageSize() : read >= total) {
                    return eachOnce(total == null ? read : total);
                }
                if (size == overlap) {
                    return Optional.empty();
                }
            }
        }

        /** The same by offsets that are multiples of the page size. */
        Optional<List<T>> readTwice(PageReader<T> reader) {
            List<List<@Nullable Object>> first = new ArrayList<>();
            while (true) {
                Page<T> page = reader.read(first.size() * subject.pageSize());
                page.elements().forEach(this::add);
                Long total = page.total();
                boolean isFull = page.elements().size() == subject.pageSize();
                if (total == null ? !isFull : read >= total) {
                    return isAsBefore(first, reader) ? eachOnce(total == null ? read : total) : Optional.empty();
                }
                if (!isFull) {
                    return Optional.empty();
                }
                first.add(keys(page));
            }
        }

        private boolean isAsBefore(List<List<@Nullable Object>> pages, PageReader<T> reader) {
            for (int i = 0; i < pages.size(); i++) {
                if (!keys(reader.read(i * subject.pageSize())).equals(pages.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private List<@Nullable Object> keys(Page<T> page) {
            List<@Nullable Object> keys = new ArrayList<>();
            page.elements().forEach(element -> keys.add(subject.keyOf(element)));
            return keys;
        }

        private boolean beginsWithTheLast(Page<T> page) {
            return !page.elements().isEmpty()
                    && Objects.equals(subject.keyOf(page.elements().get(0)), lastKey);
        }

        private void add(@Nullable T element) {
            read++;
            lastKey = subject.keyOf(element);
            if (element == null || lastKey == null) {
                withoutKey++;
            } else {
                elements.put(lastKey, element);
            }
        }

        private Optional<List<T>> eachOnce(long expected) {
            return elements.size() + withoutKey == expected
                    ? Optional.of(List.copyOf(elements.values()))
                    : Optional.empty();
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
