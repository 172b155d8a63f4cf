package io.github.imagesharing;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.internal.observers.ObserverGuard;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** All that can be set, and the defaults. A builder's own until {@link CloudSettings} hold a copy. */
final class SettingValues {

    @Nullable
    Region region;

    Site site = Site.CHINA;

    @Nullable
    Credential credential;

    @Nullable
    AssumedRole role;

    @Nullable
    URI endpoint;

    Duration connectTimeout = Duration.ofSeconds(5);
    Duration callTimeout = Duration.ofSeconds(30);
    Retry retry = Retry.defaults();

    @Nullable
    RequestQuota quota;

    Language language = Language.ENGLISH;

    @Nullable
    AccountId ownAccount;

    int accountLimit = 500;
    OptionalChecks optionalChecks = OptionalChecks.WHEN_POSSIBLE;
    ObserverGuard observer = ObserverGuard.of(CallObserver.none());
    String application = "";

    SettingValues() {}

    SettingValues(SettingValues other) {
        region = other.region;
        site = other.site;
        credential = other.credential;
        role = other.role;
        endpoint = other.endpoint;
        connectTimeout = other.connectTimeout;
        callTimeout = other.callTimeout;
        retry = other.retry;
        quota = other.quota;
        language = other.language;
        ownAccount = other.ownAccount;
        accountLimit = other.accountLimit;
        optionalChecks = other.optionalChecks;
        observer = other.observer;
        application = other.application;
    }

    /** Without the credential, and without the external id of the role; what is not set is left out. */
    @Override
    public String toString() {
        return "[region=%s, site=%s%s%s, connectTimeout=%s, callTimeout=%s, retry=%s, accountLimit=%s, optionalChecks=%s%s]"
                .formatted(
                        region,
                        site,
                        role == null ? "" : ", role=" + role,
                        endpoint == null ? "" : ", endpoint=" + endpoint,
                        connectTimeout,
                        callTimeout,
                        retry,
                        accountLimit,
                        optionalChecks,
                        application.isEmpty() ? "" : ", application=" + application);
    }
}
