package io.github.imagesharing.transport.credentials;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys from the environment. Half a credential is an error: with the rest from elsewhere, another account's key would sign. */
final class EnvironmentKeys {

    static final String ID = "TENCENTCLOUD_SECRET_ID";
    static final String KEY = "TENCENTCLOUD_SECRET_KEY";
    static final String TOKEN = "TENCENTCLOUD_TOKEN";
    static final String SECURITY_TOKEN = "TENCENTCLOUD_SECURITY_TOKEN";

    private EnvironmentKeys() {}

    static Optional<CredentialKeys> of(Map<String, String> environment) {
        String id = environment.get(ID);
        String key = environment.get(KEY);
        String token = token(environment);
        if (id == null && key == null && token.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(CredentialKeys.of(
                required(ID, id), required(KEY, key), CredentialCheck.printable("token in the environment", token)));
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new InvalidCredentialException(
                    "the environment has half a credential: %s is %s; set %s and %s both (and %s for temporary keys), or none of the three"
                            .formatted(name, value == null ? "missing" : "empty", ID, KEY, TOKEN));
        }
        if (value.matches("\".*\"|'.*'")) {
            throw new InvalidCredentialException(name + " is in quotes, which are a part of it in the environment");
        }
        return CredentialCheck.printable(name, value);
    }

    private static String token(Map<String, String> environment) {
        String token = environment.getOrDefault(TOKEN, "");
        String security = environment.getOrDefault(SECURITY_TOKEN, "");
        if (!token.isEmpty() && !security.isEmpty() && !Objects.equals(token, security)) {
            throw new InvalidCredentialException(
                    "the environment has two tokens: " + TOKEN + " and " + SECURITY_TOKEN + " differ; set one of them");
        }
        return token.isEmpty() ? security : token;
    }
}
