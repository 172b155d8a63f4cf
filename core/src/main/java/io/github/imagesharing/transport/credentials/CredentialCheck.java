package io.github.imagesharing.transport.credentials;

import com.tencentcloudapi.common.Credential;
import org.jspecify.annotations.Nullable;

/**
 * Refuses credentials that cannot work before they are sent: the SDK signs with a null, empty or newline-ended key
 * without a word, and prints a malformed one. Never prints any of it.
 */
public final class CredentialCheck {

    private CredentialCheck() {}

    /**
     * Checks a fixed credential; one that refreshes itself is not asked.
     *
     * @param credential the credential a user gives
     * @return the same
     * @throws IllegalArgumentException if its id, key or token cannot work
     */
    public static Credential require(Credential credential) {
        try {
            if (isFixed(credential)) {
                CredentialKeys.of(credential);
            }
            return credential;
        } catch (InvalidCredentialException e) { // Who gives it reads the type's name too, and that one is nobody's.
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    /** Whether it says the same for ever, unless its owner changes it. */
    public static boolean isFixed(Credential credential) {
        return credential.getClass() == Credential.class && credential.getUpdater() == null;
    }

    static String required(String what, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new InvalidCredentialException("the " + what + " is " + (value == null ? "null" : "empty"));
        }
        return printable(what, value);
    }

    static String printable(String what, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c > '~') {
                throw new InvalidCredentialException(
                        "the %s has a character that cannot be sent (white space, control or non-ASCII) at position %s of %s"
                                .formatted(what, i + 1, value.length()));
            }
        }
        return value;
    }
}
