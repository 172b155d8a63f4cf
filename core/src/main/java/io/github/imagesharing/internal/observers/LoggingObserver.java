package io.github.imagesharing.internal.observers;

import io.github.imagesharing.CallObserver;
import io.github.imagesharing.ImageSharingException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line a call and one an attempt that failed, as pairs of key and value.
 *
 * <p>It answers calls that take long and say nothing of it: retries, throttling and waits for the quota are in the line.
 * Shown by {@code LoggingObserverTest}.
 *
 * <p>Thread-safe.
 */
public final class LoggingObserver implements CallObserver {

    private static final Logger LOG = LoggerFactory.getLogger(CallObserver.class);

    @Override
    public Watch began(Call call) {
        return new Line(call);
    }

    private static final class Line implements Watch {

        private final Call call;
        private int attempts;
        private int sent;
        private Duration waited = Duration.ZERO;
        private Duration took = Duration.ZERO;

        Line(Call call) {
            this.call = call;
        }

        @Override
        public void attempted(Attempt attempt) {
            attempts++;
            sent += attempt.wasSent() ? 1 : 0;
            waited = waited.plus(attempt.waited());
            took = took.plus(attempt.took());
            attempt.failure()
                    .ifPresent(failure -> LOG.warn(
                            "{} attempt={} sent={} waited={} took={}{}{}",
                            about(),
                            attempt.number(),
                            attempt.wasSent(),
                            millis(attempt.waited()),
                            millis(attempt.took()),
                            attempt.requestId().map(id -> " request=" + id).orElse(""),
                            error(failure)));
        }

        @Override
        public void ended(Ending ending) {
            LOG.info(
                    "{} attempts={} sent={} waited={} took={}{}{}",
                    about(),
                    attempts,
                    sent,
                    millis(waited),
                    millis(took),
                    ending.requestId().map(id -> " request=" + id).orElse(""),
                    ending.failure().map(Line::error).orElse(""));
        }

        private String about() {
            return "api=%s.%s region=%s%s"
                    .formatted(
                            call.api().service(),
                            call.api().action(),
                            call.region(),
                            call.image().map(image -> " image=" + image).orElse(""));
        }

        private static String millis(Duration duration) {
            return duration.toMillis() + "ms";
        }

        /** The message is quoted, so that a log search finds its end. */
        private static String error(Throwable failure) {
            String code = failure instanceof ImageSharingException known
                    ? known.errorCode().map(text -> " code=" + text).orElse("")
                    : "";
            return " error=%s%s message=\"%s\""
                    .formatted(
                            failure.getClass().getSimpleName(),
                            code,
                            String.valueOf(failure.getMessage()).replace('"', '\''));
        }
    }
}
