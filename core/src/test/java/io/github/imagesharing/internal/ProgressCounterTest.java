package io.github.imagesharing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BatchProgress;
import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.Outcome;
import io.github.imagesharing.ShareReport;
import io.github.imagesharing.ThrottledException;
import io.github.imagesharing.spi.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a listener hears of a batch counts what is finished, and no image that an interruption ended. */
class ProgressCounterTest {

    private static final ImageId IMAGE = ImageId.of("img-first");
    private static final Details DETAILS = Details.client(IMAGE, "why", null);
    private final ImageSharingException interrupted = new CallInterruptedException(DETAILS);
    private final ImageSharingException throttled = new ThrottledException(DETAILS);

    private final List<BatchProgress> heard = new ArrayList<>();

    private static ShareReport report(Outcome one, Outcome other) {
        return new ShareReport(IMAGE, Map.of(AccountId.of("1"), one, AccountId.of("2"), other), List.of());
    }

    @Test
    void anImageThatAnInterruptionEndedIsLeftToBeDone() {
        ProgressCounter counter = new ProgressCounter(heard::add, 4, new VirtualTime());

        counter.finished(report(new Outcome.Failed(interrupted), new Outcome.Changed()));
        counter.finished(report(new Outcome.Unchanged(), new Outcome.Unknown(throttled)));
        counter.finished(report(new Outcome.Unknown(interrupted), new Outcome.Failed(throttled)));
        counter.finished(report(new Outcome.Unchanged(), new Outcome.Changed()));

        assertThat(heard).extracting(BatchProgress::done).containsExactly(1, 2);
        assertThat(heard).extracting(BatchProgress::left).containsExactly(3, 2);
        assertThat(heard).extracting(BatchProgress::refused).containsExactly(1, 1);
    }
}
