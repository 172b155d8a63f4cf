package io.github.imagesharing.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * A property that is a secret is missing or cannot be used. The message names it and never has its value, which Spring Boot's
 * own exception would print. Shown by {@code FailedStartTest}.
 */
final class SecretPropertyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    SecretPropertyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Prints the message in the place of a stack trace. */
    static final class Analyzer extends AbstractFailureAnalyzer<SecretPropertyException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, SecretPropertyException cause) {
            return new FailureAnalysis(
                    String.valueOf(cause.getMessage()),
                    "Correct the property. Its value is not shown, since it is secret.",
                    cause);
        }
    }
}
