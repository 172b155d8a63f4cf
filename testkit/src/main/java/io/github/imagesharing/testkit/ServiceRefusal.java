package io.github.imagesharing.testkit;

/** Ends an action with an error of the service. */
final class ServiceRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    ServiceRefusal(String code, String message) {
        // Thrown a thousand times a second under throttling; nobody looks at the stack.
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
