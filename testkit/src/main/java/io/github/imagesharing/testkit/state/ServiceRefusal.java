package io.github.imagesharing.testkit.state;

/** Ends an action with an error of the service. */
public final class ServiceRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    public ServiceRefusal(String code, String message) {
        // Thrown a thousand times a second under throttling; nobody looks at the stack.
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }
}
