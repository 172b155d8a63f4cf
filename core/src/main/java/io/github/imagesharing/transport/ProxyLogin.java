package io.github.imagesharing.transport;

import java.io.IOException;
import java.util.List;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Answers a proxy that wants a name and a password with what the JVM's default {@link java.net.Authenticator} says, once.
 *
 * <p>It answers a proxy that refuses: no repetition helps, so it is told at once and with what to do. Shown by
 * {@code ProxyTest}. Stateless.
 */
final class ProxyLogin implements Authenticator {

    /** HTTP asks the other way round before the proxy has been asked at all. */
    private static final String BEFORE_ANY_ANSWER = "OkHttp-Preemptive";

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        List<String> schemes =
                response.challenges().stream().map(Challenge::scheme).toList();
        if (schemes.contains(BEFORE_ANY_ANSWER)) {
            return null;
        }
        if (response.request().header("Proxy-Authorization") != null) {
            throw new ProxyRefusedException(
                    "the proxy does not accept the name and password of the default" + " java.net.Authenticator");
        }
        Request answer = Authenticator.JAVA_NET_AUTHENTICATOR.authenticate(route, response);
        if (answer == null) {
            throw new ProxyRefusedException("the proxy wants a name and a password (" + String.join(", ", schemes)
                    + "): set a java.net.Authenticator.setDefault that gives them; Basic is what can be answered");
        }
        return answer;
    }
}
