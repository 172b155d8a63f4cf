package io.github.imagesharing.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void a_window_lets_in_as_many_as_the_limit_in_any_second() {
        SlidingWindow window = new SlidingWindow();
        assertThat(window.arrive(0, 2)).isZero();
        assertThat(window.arrive(SECOND / 2, 2)).isZero();
        assertThat(window.arrive(SECOND - 1, 2)).isEqualTo(3);
        assertThat(window.arrive(SECOND, 2)).isZero();
        assertThat(window.arrive(SECOND + 1, 2)).isEqualTo(4);
    }
}
