package io.github.imagesharing;

import java.time.Duration;

/**
 * How far a batch is.
 *
 * @param report what became of the image just finished
 * @param done how many images are finished, this one included; one that an interruption ended, or that was never begun
 *     because of it, is not
 * @param left how many are not finished
 * @param refused how many of those finished are not as asked for every account
 * @param timeLeft how long the rest will take if it goes on as it went; by the published pace as long as only two are
 *     finished
 */
public record BatchProgress(ShareReport report, int done, int left, int refused, Duration timeLeft) {

    /**
     * Checks the members.
     *
     * @throws IllegalArgumentException if one is null
     */
    public BatchProgress {
        ArgumentChecks.given("report", report);
        ArgumentChecks.given("time left", timeLeft);
    }
}
