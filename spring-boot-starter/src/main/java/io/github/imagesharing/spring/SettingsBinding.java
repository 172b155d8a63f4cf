package io.github.imagesharing.spring;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Region;
import io.github.imagesharing.RequestQuota;
import io.github.imagesharing.Retry;
import io.github.imagesharing.spring.ImageSharingProperties.QuotaProperties;
import io.github.imagesharing.spring.ImageSharingProperties.RetryProperties;
import io.github.imagesharing.spring.ImageSharingProperties.RoleProperties;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Makes settings from properties. A value that the library refuses is refused here with the name of its property; the value
 * of a secret is not printed.
 *
 * <p>It answers a message about a time-out where nobody knows which line of which file it is about. Shown by
 * {@code PropertiesTest}.
 */
final class SettingsBinding {

    private static final String PREFIX = "image-sharing.";

    private SettingsBinding() {}

    /** The region that the properties name. */
    static Optional<Region> region(ImageSharingProperties properties) {
        return Optional.ofNullable(properties.region()).map(name -> checked("region", name, Region::of));
    }

    /** Sets what the properties say, but for what connection details say, region, endpoint and credential, and who calls. */
    static void apply(ImageSharingProperties properties, CloudSettings.Builder settings) {
        settings.site(properties.site()).language(properties.language()).optionalChecks(properties.optionalChecks());
        checked("connect-timeout", properties.connectTimeout(), settings::connectTimeout);
        checked("call-timeout", properties.callTimeout(), settings::callTimeout);
        checked("account-limit", properties.accountLimit(), settings::accountLimit);
        settings.retry(retry(properties.retry()));
        quota(properties.quota()).ifPresent(settings::quota);
        if (properties.application() != null) {
            checked("application", properties.application(), settings::application);
        }
    }

    /** Sets the role and the account of the properties. */
    static void identity(ImageSharingProperties properties, CloudSettings.Builder settings) {
        if (properties.ownAccount() != null) {
            settings.ownAccount(checked("own-account", properties.ownAccount(), AccountId::of));
        }
        if (properties.role().arn() != null) {
            settings.role(role(properties.role(), properties.role().arn()));
        } else if (properties.role().externalId() != null) {
            throw new SecretPropertyException(
                    PREFIX + "role.arn is not set: image-sharing.role.external-id belongs to a role", null);
        }
    }

    private static Retry retry(RetryProperties properties) {
        Retry attempts = checked("retry.attempts", properties.attempts(), Retry.defaults()::attempts);
        // Who leaves the first at its default wrote the longest, and that is the one to change.
        Duration first = properties.firstBackoff();
        Duration least = first.equals(Retry.defaults().firstBackoff()) ? first : Duration.ofNanos(1);
        Retry most =
                checked("retry.most-backoff", properties.mostBackoff(), longest -> attempts.backoff(least, longest));
        Retry both =
                checked("retry.first-backoff", first, shortest -> most.backoff(shortest, properties.mostBackoff()));
        return checked("retry.deadline", properties.deadline(), both::deadline);
    }

    private static AssumedRole role(RoleProperties properties, String arn) {
        AssumedRole role = checked("role.arn", arn, AssumedRole::of);
        if (properties.externalId() != null) {
            role = secret("role.external-id", properties.externalId(), role::externalId);
        }
        role = checked("role.session-name", properties.sessionName(), role::sessionName);
        return checked("role.duration", properties.duration(), role::duration);
    }

    /** The quota that the properties name, where it is not the published one. */
    private static Optional<RequestQuota> quota(QuotaProperties properties) {
        if (properties.perSecond().isEmpty()) {
            return properties.unlimited() ? Optional.of(RequestQuota.unlimited()) : Optional.empty();
        }
        if (properties.unlimited()) {
            throw invalid("quota.unlimited", true, "image-sharing.quota.per-second names rates: give one of the two");
        }
        Map<String, Integer> rates = new LinkedHashMap<>();
        // The first is of the source that wins, where two spell an API in two ways.
        properties.perSecond().forEach((key, rate) -> rates.putIfAbsent(api(key, rate), rate));
        return Optional.of(RequestQuota.perSecond(rates));
    }

    /** The API of that key, whose rate is good. */
    private static String api(String key, int rate) {
        String property = "quota.per-second" + (key.matches("[A-Za-z0-9-]+") ? "." + key : "[" + key + "]");
        String api = CalledApis.named(key)
                .orElseThrow(() -> invalid(
                        property,
                        rate,
                        "no API that is called has this name; in YAML write \"[cvm:ModifyImageSharePermission]\", or"
                                + " another of " + String.join(", ", CalledApis.NAMES)));
        checked(property, rate, value -> RequestQuota.perSecond(Map.of(api, value)));
        return api;
    }

    /** The credential that the properties name, or null for the default chain. */
    static @Nullable Credential credential(ImageSharingProperties properties) {
        String id = properties.secretId();
        String key = properties.secretKey();
        if (id == null && key == null && properties.token() == null) {
            return null;
        }
        if (id == null || key == null) {
            throw new SecretPropertyException(
                    PREFIX + (id == null ? "secret-id" : "secret-key")
                            + " is not set: image-sharing.secret-id and image-sharing.secret-key belong together",
                    null);
        }
        Credential credential = new Credential(id, key, properties.token());
        secret("secret-id, secret-key or token", credential, CloudSettings.builder()::credential);
        return credential;
    }

    /** The address that the properties name, or null for the real host. */
    static @Nullable URI endpoint(ImageSharingProperties properties) {
        URI endpoint = properties.endpoint();
        if (endpoint == null) {
            return null;
        }
        if (String.valueOf(endpoint.getRawAuthority()).contains("@")) { // A user, and a password perhaps.
            secret("endpoint", endpoint, CloudSettings.builder()::endpoint);
        } else {
            checked("endpoint", endpoint, CloudSettings.builder()::endpoint);
        }
        return endpoint;
    }

    /** What the setter gives; what it refuses is about this property. */
    private static <T, R> R checked(String property, T value, Function<T, R> setter) {
        try {
            return setter.apply(value);
        } catch (IllegalArgumentException refused) {
            throw invalid(property, value, String.valueOf(refused.getMessage()));
        }
    }

    private static InvalidConfigurationPropertyValueException invalid(String property, Object value, String reason) {
        return new InvalidConfigurationPropertyValueException(PREFIX + property, value, reason);
    }

    /** Not by Spring Boot's exception, whose analysis prints the value. */
    private static <T, R> R secret(String property, T value, Function<T, R> setter) {
        try {
            return setter.apply(value);
        } catch (IllegalArgumentException refused) {
            throw new SecretPropertyException(PREFIX + property + ": " + refused.getMessage(), refused);
        }
    }
}
