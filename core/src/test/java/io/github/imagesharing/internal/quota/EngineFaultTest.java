package io.github.imagesharing.internal.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an engine's client throws, and whether anything but a person can heal it. */
class EngineFaultTest {

    /** As Hazelcast names its own. */
    private static final class HazelcastSerializationException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Throwable> ofTheSetup() {
        return Stream.of(
                new NoClassDefFoundError("io/github/bucket4j/grid/hazelcast/HazelcastEntryProcessor"),
                new NoSuchMethodError("of another version"),
                new ExecutionException(new RuntimeException(new ClassNotFoundException("of a member"))),
                new UnsupportedOperationException("entry processors"),
                new HazelcastSerializationException(),
                new RuntimeException(new NotSerializableException("state")),
                new RuntimeException(new InvalidClassException("state", "another version")),
                new RuntimeException("READONLY You can't write against a read only replica."),
                new RuntimeException(
                        new RuntimeException("ERR Error running script: @user_script:1: READONLY You can't")),
                new RuntimeException("NOPERM User image has no permissions to run the 'evalsha' command"),
                new RuntimeException("WRONGPASS invalid username-password pair or user is disabled."),
                new RuntimeException("NOAUTH Authentication required."));
    }

    static Stream<Throwable> ofTheMoment() {
        return Stream.of(
                new TimeoutException("no answer within 2 s"),
                new RuntimeException(new IOException("connection refused")),
                new IllegalStateException("readonly is only said in capitals by Redis"),
                new RuntimeException("LOADING Redis is loading the dataset in memory"),
                new StackOverflowError(),
                new RuntimeException());
    }

    @ParameterizedTest
    @MethodSource("ofTheSetup")
    void whatNobodyButAPersonHealsIsCalledAMisconfiguration(Throwable cause) {
        EngineFault fault = new EngineFault(cause);

        assertThat(fault.isMisconfigured()).isTrue();
        assertThat(fault).hasToString("is misconfigured, which will not heal by itself: " + cause);
    }

    @ParameterizedTest
    @MethodSource("ofTheMoment")
    void whatMayPassIsNot(Throwable cause) {
        EngineFault fault = new EngineFault(cause);

        assertThat(fault.isMisconfigured()).isFalse();
        assertThat(fault).hasToString("does not answer");
    }

    @Test
    void causesThatGoRoundInACircleEndToo() {
        RuntimeException one = new RuntimeException("one");
        one.initCause(new RuntimeException("other", one));

        assertThat(new EngineFault(one).isMisconfigured()).isFalse();
    }
}
