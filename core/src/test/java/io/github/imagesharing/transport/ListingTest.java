package io.github.imagesharing.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A listing is read to its end, whether or not the service says how long it is. */
class ListingTest {

    private static final int PAGE = 10;

    private final List<Long> offsets = new ArrayList<>();

    private Listing.Page<Long> page(long offset, int elements, boolean saysTotal) {
        offsets.add(offset);
        Long[] set = LongStream.range(offset, Math.min(elements, offset + PAGE))
                .boxed()
                .toArray(Long[]::new);
        return Listing.Page.of(set, saysTotal ? (long) elements : null);
    }

    @ParameterizedTest(name = "{0} elements, total told: {1}, {2} pages")
    @CsvSource({
        "0, true, 1",
        "1, true, 1",
        "10, true, 1",
        "11, true, 2",
        "30, true, 3",
        "31, true, 4",
        "0, false, 1",
        "9, false, 1",
        "10, false, 2",
        "11, false, 2",
        "20, false, 3"
    })
    void allPagesAreRead(int elements, boolean saysTotal, int pages) {
        List<Long> all = Listing.all(PAGE, offset -> page(offset, elements, saysTotal));
        assertThat(all)
                .containsExactlyElementsOf(LongStream.range(0, elements).boxed().toList());
        assertThat(offsets).hasSize(pages);
    }

    /** The list changes while it is read, so the total told before is never reached. */
    @Test
    void anEmptyPageEndsTheListing() {
        List<Long> all = Listing.all(PAGE, offset -> {
            offsets.add(offset);
            Long[] set = offset == 0 ? new Long[] {1L, 2L} : new Long[0];
            return Listing.Page.of(set, 9L);
        });
        assertThat(all).containsExactly(1L, 2L);
        assertThat(offsets).containsExactly(0L, 2L);
    }

    @Test
    void nothingAndNullElementsAreLeftOut() {
        assertThat(Listing.<String>present(null)).isEmpty();
        assertThat(Listing.present(new String[] {"a", null, "b"})).containsExactly("a", "b");
        Listing.Page<String> page = Listing.Page.of(new String[] {"a", null}, null);
        assertThat(page.elements()).containsExactly("a");
        assertThat(page.size())
                .as("what the service sent counts for the next offset")
                .isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"2026-01-02T03:04:05Z", "2026-01-02T11:04:05+08:00"})
    void aTimeHasAZone(String text) {
        assertThat(Listing.time(text)).hasToString("2026-01-02T03:04:05Z");
    }

    @ParameterizedTest
    @CsvSource({"2026-01-02", "2026-01-02 03:04:05", "''", "soon"})
    void anythingElseIsNoTime(String text) {
        assertThat(Listing.time(text)).isNull();
        assertThat(Listing.time(null)).isNull();
    }
}
