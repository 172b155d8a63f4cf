package io.github.imagesharing.internal.observers;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.CallObserver;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.spi.Printable;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line a call and one an attempt that failed, as pairs of key and value.
 *
 * <p>It answers calls that take long and say nothing of it: retries, throttling and waits for the quota are in the line.
 * Shown by {@code CallObserverTest}.
 *
 * <p>Thread-safe.
 */
public final class LoggingObserver implements CallObserver {

    private static final Logger LOG = LoggerFactory.getLogger(CallObserver.class);

    /** A value of which a log search finds the end. */
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"=]+");

    /** As much as a person reads. */
    private static final int MOST_OF_A_MESSAGE = 1000;

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
            if (attempt.failure().isPresent()) {
                String line = about()
                        + pair("attempt", attempt.number())
                        + pair("sent", attempt.wasSent() ? 1 : 0)
                        + pair("waited_ms", attempt.waited().toMillis())
                        + pair("took_ms", attempt.took().toMillis())
                        + pair("request", attempt.requestId())
                        + error(attempt.failure().get());
                if (attempt.failure().get() instanceof CallInterruptedException) {
                    LOG.info(line); // Somebody wanted it so, or the library has no more use for the answer.
                } else {
                    LOG.warn(line);
                }
            }
        }

        @Override
        public void ended(Ending ending) {
            LOG.info(about()
                    + pair("attempts", attempts)
                    + pair("sent", sent)
                    + pair("waited_ms", waited.toMillis())
                    + pair("took_ms", took.toMillis())
                    + pair("request", ending.requestId())
                    + ending.failure().map(Line::error).orElse(""));
        }

        private String about() {
            return "api=" + call.api().service() + '.' + call.api().action()
                    + pair("region", call.region())
                    + pair("image", call.image());
        }

        private static String error(Throwable failure) {
            Optional<String> code =
                    failure instanceof ImageSharingException known ? known.errorCode() : Optional.empty();
            String message = String.valueOf(failure.getMessage());
            return pair("error", failure.getClass().getSimpleName())
                    + pair("code", code)
                    + pair("message", message.substring(0, Math.min(message.length(), MOST_OF_A_MESSAGE)));
        }

        private static String pair(String key, Optional<?> value) {
            return value.map(one -> pair(key, one)).orElse("");
        }

        /** What the service says may hold anything; where a log search would not find its end, it is quoted. */
        private static String pair(String key, Object value) {
            String text = Printable.of(value.toString());
            boolean isPlain = PLAIN.matcher(text).matches();
            return ' ' + key + '=' + (isPlain ? text : '"' + text.replace('"', '\'') + '"');
        }
    }
}
