package io.github.imagesharing.testkit.state;

/** Ends a request with an error of the service: a code and a message. */
public final class ServiceRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    public ServiceRefusal(String code, String message) {
        // Without a stack trace: throttling throws a thousand of these a second, and none is printed.
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
