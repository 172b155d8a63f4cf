package io.github.imagesharing.testkit.wire;

import io.github.imagesharing.testkit.RecordedRequest;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The requests since the start or the last reset. Of a cloud that serves for days only the last are kept, so that it does
 * not grow. Thread-safe.
 */
final class RequestLog {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** More than any test sends, and some 50 MB. */
    static final int MOST = 50_000;

    private final Deque<RecordedRequest> requests = new ArrayDeque<>();

    synchronized void add(RecordedRequest request) {
        requests.add(request);
        if (requests.size() > MOST) {
            requests.remove();
        }
    }

    synchronized void reset() {
        requests.clear();
    }

    synchronized List<RecordedRequest> all() {
        long first = requests.isEmpty() ? 0 : requests.getFirst().arrivalNanos();
        return requests.stream()
                // Differences, since nanoTime may be negative and overflow.
                .sorted(Comparator.comparingLong(request -> request.arrivalNanos() - first))
                .toList();
    }

    List<RecordedRequest> of(String action) {
        return all().stream().filter(request -> isFor(request, action)).toList();
    }

    long throttled() {
        return all().stream()
                .filter(request -> request.errorCode().startsWith("RequestLimitExceeded"))
                .count();
    }

    int busiestSecond(String action) {
        List<RecordedRequest> arrivals = of(action);
        int most = 0;
        int first = 0;
        for (int last = 0; last < arrivals.size(); last++) {
            while (arrivals.get(last).arrivalNanos() - arrivals.get(first).arrivalNanos() >= SECOND) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static boolean isFor(RecordedRequest request, String written) {
        return written.equals(request.action()) || written.equals(request.service() + ":" + request.action());
    }
}
