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
 * the question. A result is everybody's, and so is a refusal that would not be another one if it were asked again. What may
 * come of the other's deadline or interruption, or pass, ends nobody else's call: whoever waited asks by itself, and knows
 * what used its time up. Shown by {@code SharedReadsTest} and {@code ColdStartTest}.
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

    /** What came of a read: its result, or the refusal that anybody would have met, or nothing that concerns anybody else. */
    private record Answer(Optional<Object> result, Optional<ImageSharingException> refusal) {

        static final Answer OF_NO_CONCERN = new Answer(Optional.empty(), Optional.empty());
    }

    /** A read that others may wait for. */
    private record Flight(CompletableFuture<Answer> answer, Deadline deadline, Thread thread) {}

    /** Those that have not left yet. */
    private final Map<Question, Flight> waiting = new ConcurrentHashMap<>();

    /**
     * The answer of the same read that has not left yet, or of this one.
     *
     * @param read makes it; runs what it is given as soon as the request leaves, or never where the answer is no matter of time
     * @throws InterruptedException if the thread is interrupted while it waits for another's answer
     */
    <T> T read(Question question, Deadline deadline, Function<Runnable, T> read) throws InterruptedException {
        Flight own = new Flight(new CompletableFuture<>(), deadline, Thread.currentThread());
        Flight another = waiting.putIfAbsent(question, own);
        if (another == null) {
            return readFor(question, own, read);
        }
        if (another.thread() == own.thread()) { // An observer of the read asks the same, and would wait for itself.
            return read.apply(() -> {});
        }
        Answer answer = await(another, deadline);
        if (answer.refusal().isPresent()) {
            throw copy(answer.refusal().get());
        }
        if (answer.result().isPresent()) {
            @SuppressWarnings("unchecked") // The same question has an answer of the same type.
            T result = (T) answer.result().get();
            return result;
        }
        another.deadline().lastFailure().ifPresent(failure -> deadline.failed(copy(failure)));
        return read.apply(() -> {});
    }

    private <T> T readFor(Question question, Flight own, Function<Runnable, T> read) {
        Runnable leaves = () -> waiting.remove(question, own);
        try {
            T result = read.apply(leaves);
            leaves.run();
            own.answer().complete(new Answer(Optional.of(result), Optional.empty()));
            return result;
        } catch (ImageSharingException failure) {
            leaves.run();
            boolean isEverybodys = !failure.isRetryable() && !(failure instanceof CallInterruptedException);
            own.answer()
                    .complete(isEverybodys ? new Answer(Optional.empty(), Optional.of(failure)) : Answer.OF_NO_CONCERN);
            throw failure;
        } finally {
            leaves.run();
            own.answer().complete(Answer.OF_NO_CONCERN);
        }
    }

    /** Each thread throws an exception with a stack of its own. */
    private static ImageSharingException copy(ImageSharingException failure) {
        return failure.with(failure.details());
    }

    private static Answer await(Flight another, Deadline deadline) throws InterruptedException {
        long most = deadline.maxWait().toNanos();
        return deadline.excusing(() -> {
            try {
                return another.answer().get(most, TimeUnit.NANOSECONDS);
            } catch (TimeoutException timeIsUp) {
                return Answer.OF_NO_CONCERN;
            } catch (ExecutionException e) {
                throw new IllegalStateException("an answer is never completed with an exception", e);
            }
        });
    }
}
