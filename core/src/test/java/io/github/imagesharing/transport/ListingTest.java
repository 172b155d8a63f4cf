package io.github.imagesharing.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.DetectedBy;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ServiceFailureException;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import io.github.imagesharing.spi.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A listing is whole, or it is an exception: also where the list changes while it is read. */
class ListingTest {

    private static final int PAGE = 10;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Api API = new Api("cvm", "DescribeImages", 40);

    private final VirtualTime time = new VirtualTime();
    private final Deadline deadline = Deadline.in(LIMIT, time);
    private final List<Long> offsets = new ArrayList<>();

    private static Listing.Subject<Long> subject(int pageSize) {
        return new Listing.Subject<>(API, null, pageSize, element -> element);
    }

    private static Listing.Page<Long> page(List<Long> list, long offset, int pageSize, @Nullable Long total) {
        Long[] set = list.stream().skip(offset).limit(pageSize).toArray(Long[]::new);
        return Listing.Page.of(set, total, Function.identity());
    }

    /** Reads a list that a change happens to before certain pages, the first being 1. */
    private List<Long> read(List<Long> list, boolean saysTotal, BeforePage change) {
        return Listing.all(subject(PAGE), deadline, offset -> {
            offsets.add(offset);
            change.happen(offsets.size(), list);
            return page(list, offset, PAGE, saysTotal ? (long) list.size() : null);
        });
    }

    private static List<Long> list(int elements) {
        return LongStream.range(0, elements).boxed().collect(Collectors.toCollection(ArrayList::new));
    }

    @FunctionalInterface
    private interface BeforePage {
        void happen(int page, List<Long> list);
    }

    @ParameterizedTest(name = "{0} elements, total told: {1}, {2} pages")
    @CsvSource({
        "0, true, 1",
        "1, true, 1",
        "10, true, 1",
        "11, true, 2",
        "19, true, 2",
        "20, true, 3",
        "28, true, 3",
        "29, true, 4",
        "0, false, 1",
        "9, false, 1",
        "10, false, 2",
        "18, false, 2",
        "19, false, 3",
        "20, false, 3"
    })
    void allPagesAreRead(int elements, boolean saysTotal, int pages) {
        List<Long> all = read(list(elements), saysTotal, (page, list) -> {});

        assertThat(all).containsExactlyElementsOf(list(elements));
        assertThat(offsets).hasSize(pages);
    }

    @ParameterizedTest(name = "{0} elements, total told: {1}: pages at {2}")
    @CsvSource({
        "0, true, '0'",
        "10, true, '0'",
        "11, true, '0 10 0'",
        "25, true, '0 10 20 0 10'",
        "0, false, '0'",
        "9, false, '0'",
        "10, false, '0 10 0'",
        "25, false, '0 10 20 0 10'"
    })
    void wherePagesBeginAtAMultipleOfTheirSizeEachButTheLastIsReadTwice(int elements, boolean saysTotal, String pages) {
        List<Long> all = Listing.aligned(subject(PAGE), deadline, offset -> {
            offsets.add(offset);
            return page(list(elements), offset, PAGE, saysTotal ? (long) elements : null);
        });

        assertThat(all).containsExactlyElementsOf(list(elements));
        assertThat(offsets).extracting(String::valueOf).containsExactly(pages.split(" "));
    }

    @Test
    void eachPageBeginsWithTheLastElementOfTheOneBefore() {
        read(list(25), true, (page, list) -> {});

        assertThat(offsets).containsExactly(0L, 9L, 18L);
    }

    /** What happens once before the second page of 25 elements, and how many pages are then read. */
    static List<Arguments> changes() {
        return List.of(
                change("the fourth is deleted", 5, list -> list.remove(3)),
                change("the last one read is deleted", 5, list -> list.remove(9)),
                change("one read and one not read are deleted", 5, list -> {
                    list.remove(20);
                    list.remove(3);
                }),
                change("the fourth is deleted and one made at the end", 5, list -> {
                    list.remove(3);
                    list.add(100L);
                }),
                change("one is made at the beginning", 5, list -> list.add(0, 100L)),
                change(
                        "all but the first two are deleted",
                        3,
                        list -> list.subList(2, list.size()).clear()),
                change("all are deleted", 3, List::clear),
                change("the fourth is deleted and one made at the beginning: none moves", 3, list -> {
                    list.remove(3);
                    list.add(0, 100L);
                }),
                change("one not read is deleted", 3, list -> list.remove(20)),
                change("one is made at the end", 3, list -> list.add(100L)));
    }

    private static Arguments change(String name, int pages, Consumer<List<Long>> change) {
        return Arguments.of(name, pages, change);
    }

    @ParameterizedTest(name = "{0}, total told: yes")
    @MethodSource("changes")
    void aListThatChangesOnceIsReadWhole(String name, int pages, Consumer<List<Long>> change) {
        changesOnce(pages, true, change);
    }

    @ParameterizedTest(name = "{0}, total told: no")
    @MethodSource("changes")
    void soIsOneThatDoesNotTellItsTotal(String name, int pages, Consumer<List<Long>> change) {
        changesOnce(pages, false, change);
    }

    private void changesOnce(int pages, boolean saysTotal, Consumer<List<Long>> change) {
        List<Long> list = list(25);

        List<Long> all = read(list, saysTotal, (page, now) -> {
            if (page == 2) {
                change.accept(now);
            }
        });

        List<Long> stayed = list(25);
        stayed.retainAll(list);
        assertThat(all).containsAll(stayed).doesNotHaveDuplicates();
        assertThat(offsets).hasSize(pages);
        boolean begunAnew = offsets.subList(1, offsets.size()).contains(0L);
        assertThat(time.passed()).isEqualTo(begunAnew ? Listing.PAUSE : Duration.ZERO);
    }

    @Test
    void aListThatChangesEachTimeIsAnException() {
        ServiceFailureException thrown = catchThrowableOfType(
                ServiceFailureException.class,
                () -> read(list(100), true, (page, list) -> {
                    if (page % 2 == 0) {
                        list.remove(0);
                    }
                }));

        assertThat(thrown)
                .hasMessage("DescribeImages: the list changed while it was read, each of 6 times;"
                        + " the call can be made again");
        assertThat(thrown.isRetryable()).isTrue();
        assertThat(thrown.detectedBy()).isEqualTo(DetectedBy.CLIENT);
        assertThat(offsets).hasSize(2 * (1 + Listing.RESTARTS));
        assertThat(time.passed()).isEqualTo(Listing.PAUSE.multipliedBy(Listing.RESTARTS));
    }

    @Test
    void theImageItIsMadeForIsNamed() {
        ImageId image = ImageId.of("img-0a1b2c3d");
        Listing.Subject<Long> subject = new Listing.Subject<>(API, image, PAGE, element -> element);

        ServiceFailureException thrown = catchThrowableOfType(
                ServiceFailureException.class,
                () -> Listing.all(subject, deadline, offset -> page(List.of(), offset, PAGE, 9L)));

        assertThat(thrown.imageId()).contains(image);
        assertThat(thrown).hasMessageStartingWith("DescribeImages for img-0a1b2c3d: ");
    }

    /** Answers of a service that contradict each other, always the same. */
    static List<Arguments> contradictions() {
        return List.of(
                Arguments.of("an empty page before the total is reached", List.of(1L, 2L), 9L),
                Arguments.of("nothing at all, and a total", List.of(), 9L),
                Arguments.of("one element twice", List.of(1L, 2L, 1L), 3L),
                Arguments.of("one element twice, no total", List.of(1L, 2L, 1L), null),
                Arguments.of("more elements than the total", List.of(1L, 2L, 3L), 2L));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void pagesThatContradictEachOtherAreAnException(String name, List<Long> list, @Nullable Long total) {
        ServiceFailureException thrown = catchThrowableOfType(
                ServiceFailureException.class,
                () -> Listing.all(subject(PAGE), deadline, offset -> page(list, offset, PAGE, total)));

        assertThat(thrown).isNotNull();
    }

    /** It would never come further: each page only repeats the last element. */
    @Test
    void pagesOfOneElementAreAnException() {
        ServiceFailureException thrown = catchThrowableOfType(
                ServiceFailureException.class,
                () -> Listing.all(subject(PAGE), deadline, offset -> page(list(3), offset, 1, 3L)));

        assertThat(thrown).isNotNull();
    }

    @Test
    void shorterPagesThanAskedForAreReadOn() {
        assertThat(Listing.all(subject(PAGE), deadline, offset -> page(list(25), offset, 4, 25L)))
                .containsExactlyElementsOf(list(25));
    }

    @ParameterizedTest(name = "time left: {0} ms")
    @ValueSource(longs = {0, 50, 200})
    void aDeadlineEndsItWithTheReason(long millis) {
        ServiceFailureException thrown = catchThrowableOfType(
                ServiceFailureException.class,
                () -> read(list(25), true, (page, list) -> {
                    list.remove(0);
                    time.pass(page == 2 ? LIMIT.minusMillis(millis) : Duration.ZERO);
                }));

        assertThat(thrown).hasMessageContaining("the list changed while it was read");
        assertThat(offsets).hasSize(2);
        assertThat(deadline.left()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aChangeIsTheReasonShouldTheTimeEndLater() {
        read(list(25), true, (page, list) -> {
            if (page == 2) {
                list.remove(0);
            }
        });

        assertThat(deadline.lastFailure()).containsInstanceOf(ServiceFailureException.class);
    }

    @Test
    void anInterruptionEndsThePause() {
        CallInterruptedException thrown = catchThrowableOfType(
                CallInterruptedException.class,
                () -> read(list(25), true, (page, list) -> {
                    list.remove(0);
                    if (page == 2) {
                        Thread.currentThread().interrupt();
                    }
                }));

        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        assertThat(thrown).hasMessageContaining("DescribeImages");
        assertThat(offsets).hasSize(2);
    }

    @Test
    void whatCannotBeReadCountsByItsPosition() {
        Long[] set = {1L, null, -1L, 4L, null};
        Listing.Subject<Long> subject = new Listing.Subject<>(API, null, 3, element -> element == 4L ? null : element);

        List<Long> all = Listing.all(subject, deadline, offset -> {
            offsets.add(offset);
            Long[] part = IntStream.range((int) offset, Math.min(5, (int) offset + 3))
                    .mapToObj(i -> set[i])
                    .toArray(Long[]::new);
            return Listing.Page.of(part, 5L, sent -> sent < 0 ? null : sent);
        });

        assertThat(all).containsExactly(1L);
        assertThat(offsets).containsExactly(0L, 2L);
    }

    /**
     * Lists in a stable order, from which some are deleted and to which some are added between two pages. Which ones and
     * how many comes from the seed.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsThereAllTheTimeIsReturnedOnceOrTheListingIsAnException(long seed) {
        followAll(seed, Listing::all);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void alsoWherePagesBeginAtAMultipleOfTheirSize(long seed) {
        followAll(
                seed,
                (subject, deadline, reader) -> Listing.aligned(subject, deadline, offset -> {
                    assertThat(offset % subject.pageSize()).isZero();
                    return reader.read(offset);
                }));
    }

    @FunctionalInterface
    private interface Way {
        List<Long> list(Listing.Subject<Long> subject, Deadline deadline, Listing.PageReader<Long> reader);
    }

    private static void followAll(long seed, Way way) {
        Random random = new Random(seed);
        int whole = 0;
        for (int schedule = 0; schedule < 1000; schedule++) {
            whole += follow(new Schedule(random), way, "seed %d, schedule %d".formatted(seed, schedule)) ? 1 : 0;
        }
        assertThat(whole).as("seed %d: both ends are seen", seed).isBetween(100, 950);
    }

    private static boolean follow(Schedule schedule, Way way, String name) {
        Deadline deadline = Deadline.in(LIMIT, new VirtualTime());
        try {
            List<Long> all = way.list(subject(schedule.pageSize), deadline, schedule::read);
            assertThat(all)
                    .as(name)
                    .containsAll(schedule.there)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(schedule.everThere);
            return true;
        } catch (ServiceFailureException e) {
            assertThat(schedule.everChanged).as(name).isTrue();
            return false;
        }
    }

    /** A list that changes before a page with a chance of its own. */
    private static final class Schedule {

        private final Random random;
        private final int pageSize;
        private final boolean saysTotal;
        private final double chance;
        private final List<Long> list;
        private final Set<Long> there;
        private final Set<Long> everThere;
        private boolean everChanged;
        private boolean begun;
        private long next = 1_000;

        Schedule(Random random) {
            this.random = random;
            this.pageSize = 2 + random.nextInt(8);
            this.saysTotal = random.nextBoolean();
            this.chance = random.nextDouble();
            this.list = list(random.nextInt(40));
            this.there = new LinkedHashSet<>(list);
            this.everThere = new LinkedHashSet<>(list);
        }

        Listing.Page<Long> read(long offset) {
            if (begun && random.nextDouble() < chance) {
                change();
            }
            begun = true;
            return page(list, offset, pageSize, saysTotal ? (long) list.size() : null);
        }

        private void change() {
            everChanged = true;
            for (int i = random.nextInt(4); i > 0 && !list.isEmpty(); i--) {
                there.remove(list.remove(random.nextInt(list.size())));
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                list.add(random.nextInt(list.size() + 1), next);
                everThere.add(next++);
            }
        }
    }

    @Test
    void nothingAndNullElementsAreLeftOut() {
        assertThat(Listing.<String>present(null)).isEmpty();
        assertThat(Listing.present(new String[] {"a", null, "b"})).containsExactly("a", "b");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2026-01-02T03:04:05Z", "2026-01-02T11:04:05+08:00"})
    void aTimeHasAZone(String text) {
        assertThat(Listing.time(text)).hasToString("2026-01-02T03:04:05Z");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "1999-12-31T23:59:59Z, 1999-12-31T23:59:59Z",
        "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
        "2026-01-02T03:04:05.678Z, 2026-01-02T03:04:05.678Z",
        "2026-01-02T03:04Z, 2026-01-02T03:04:00Z"
    })
    void aTimeIsReadToItsFraction(String text, String time) {
        assertThat(Listing.time(text)).hasToString(time);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-02", "2026-01-02 03:04:05", "2026-02-29T03:04:05Z", "2026-01-02T24:00:00Z", "''", "soon"})
    void anythingElseIsNoTime(String text) {
        assertThat(Listing.time(text)).isNull();
        assertThat(Listing.time(null)).isNull();
    }
}
