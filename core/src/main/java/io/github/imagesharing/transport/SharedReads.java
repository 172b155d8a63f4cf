package io.github.imagesharing.transport;

import io.github.imagesharing.CallInterruptedException;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.spi.Api;
import io.github.imagesharing.spi.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Lets threads that ask the same at the same time share one read.
 *
 * <p>It answers many threads that begin at once, each with a read of its own, and a quota that all of them wait for. Who asks
 * what another is about to ask waits for that answer, as long as the request has not left: so the answer is never older than
 * the question. What ended the other's call alone, its deadline or its interruption, ends nobody else's; whoever waited asks
 * by itself. Shown by {@code SharedReadsTest} and {@code ColdStartTest}.
 *
 * <p>Thread-safe.
 */
final class SharedReads {

    /**
     * What is asked.
     *
     * @param api the API
     * @param about what the request says, with an {@code equals} of its own
     */
    record Question(Api api, Object about) {}

    /** What came of a read: its result, the failure that anybody would have met, or nothing that concerns anybody else. */
    private record Answer(Optional<Object> result, Optional<ImageSharingException> failure) {

        static final Answer OF_NO_CONCERN = new Answer(Optional.empty(), Optional.empty());
    }

    /** Those that have not left yet. */
    private final Map<Question, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();

    /**
     * The answer of the same read that has not left yet, or of this one.
     *
     * @param read makes it; runs what it is given as soon as the request leaves
     * @throws InterruptedException if the thread is interrupted while it waits for another's answer
     */
    <T> T read(Question question, Deadline deadline, Function<Runnable, T> read) throws InterruptedException {
        while (true) {
            CompletableFuture<Answer> own = new CompletableFuture<>();
            CompletableFuture<Answer> another = waiting.putIfAbsent(question, own);
            if (another == null) {
                return readFor(question, own, deadline, read);
            }
            Answer answer = await(another, deadline);
            if (answer.failure().isPresent()) {
                ImageSharingException failure = answer.failure().get();
                throw failure.with(failure.details());
            }
            if (answer.result().isPresent()) {
                @SuppressWarnings("unchecked") // The same question has an answer of the same type.
                T result = (T) answer.result().get();
                return result;
            }
            if (deadline.isOver()) {
                return read.apply(() -> {});
            }
        }
    }

    private <T> T readFor(
            Question question, CompletableFuture<Answer> answer, Deadline deadline, Function<Runnable, T> read) {
        Runnable leaves = () -> waiting.remove(question, answer);
        try {
            T result = read.apply(leaves);
            leaves.run();
            answer.complete(new Answer(Optional.of(result), Optional.empty()));
            return result;
        } catch (ImageSharingException failure) {
            leaves.run();
            boolean isOwn = failure instanceof CallInterruptedException || deadline.isOver();
            answer.complete(isOwn ? Answer.OF_NO_CONCERN : new Answer(Optional.empty(), Optional.of(failure)));
            throw failure;
        } finally {
            leaves.run();
            answer.complete(Answer.OF_NO_CONCERN);
        }
    }

    private static Answer await(CompletableFuture<Answer> answer, Deadline deadline) throws InterruptedException {
        long most = deadline.maxWait().toNanos();
        return deadline.excusing(() -> {
            try {
                return answer.get(most, TimeUnit.NANOSECONDS);
            } catch (TimeoutException timeIsUp) {
                return Answer.OF_NO_CONCERN;
            } catch (ExecutionException e) {
                throw new IllegalStateException("an answer is never completed with an exception", e);
            }
        });
    }
}
