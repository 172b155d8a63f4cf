package io.github.imagesharing.spring;

import io.github.imagesharing.Language;
import io.github.imagesharing.OptionalChecks;
import io.github.imagesharing.Site;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every setting of {@link io.github.imagesharing.CloudSettings} that can be written as text, with the same defaults. The
 * descriptions are those that an editor shows. A text that is empty counts as not given. Shown by {@code PropertiesTest}.
 *
 * <p>Immutable.
 *
 * @param region Region that is called, such as ap-guangzhou. An image and its shares belong to one region. Without it there is
 *     no service, unless connection details or settings are given as a bean.
 * @param site Site the account belongs to: china or international.
 * @param secretId Secret id of the API key. By default the environment, the credentials file, OIDC and the role of the
 *     instance are looked at.
 * @param secretKey Secret key that belongs to the secret id.
 * @param token Token of a temporary API key.
 * @param role Role that is assumed for all calls.
 * @param endpoint Address all calls go to instead of the cloud's, such as a gateway or a recording proxy.
 * @param connectTimeout Longest wait for a connection.
 * @param callTimeout Longest time for one request in all.
 * @param retry How often and how long a call is tried.
 * @param quota How many requests a second are sent.
 * @param language Language of the service's messages: english or chinese.
 * @param ownAccount Your own root account. With it STS is not asked for it.
 * @param accountLimit With how many accounts one image may be shared; private clouds may say 50.
 * @param optionalChecks What to do about the checks that need rights beyond CVM's: when-possible, skip or demand.
 * @param application Name of this program for the service's logs: 1 to 64 ASCII characters without a semicolon. By default
 *     spring.application.name, where it is such a name.
 */
@ConfigurationProperties("image-sharing")
record ImageSharingProperties(
        @Nullable String region,
        @DefaultValue("china") Site site,
        @Nullable String secretId,
        @Nullable String secretKey,
        @Nullable String token,
        @DefaultValue RoleProperties role,
        @Nullable URI endpoint,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration callTimeout,
        @DefaultValue RetryProperties retry,
        @DefaultValue QuotaProperties quota,
        @DefaultValue("english") Language language,
        @Nullable String ownAccount,
        @DefaultValue("500") int accountLimit,
        @DefaultValue("when-possible") OptionalChecks optionalChecks,
        @Nullable String application) {

    ImageSharingProperties {
        region = given(region);
        secretId = given(secretId);
        secretKey = given(secretKey);
        token = given(token);
        ownAccount = given(ownAccount);
        application = given(application);
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** {@return where the calls go and how they behave, without any part of a key} */
    @Override
    public String toString() {
        return "image-sharing[region=%s, site=%s, endpoint=%s, role=%s, call-timeout=%s, retry=%s, quota=%s]"
                .formatted(
                        region == null ? "" : region,
                        site,
                        endpoint == null ? "" : endpoint,
                        role,
                        callTimeout,
                        retry,
                        quota);
    }

    /**
     * A role that is assumed.
     *
     * @param arn ARN of the role, such as qcs::cam::uin/100000000018:roleName/images. Without it no role is assumed.
     * @param externalId Identifier that the trust policy of the role may ask for.
     * @param sessionName Name of the session, which audits of the account show.
     * @param duration For how long the role is assumed at a time: whole seconds, at most 12 hours.
     */
    record RoleProperties(
            @Nullable String arn,
            @Nullable String externalId,
            @DefaultValue("image-sharing") String sessionName,
            @DefaultValue("2h") Duration duration) {

        RoleProperties {
            arn = given(arn);
            externalId = given(externalId);
        }

        /** {@return the ARN and the name of the session, without the external id} */
        @Override
        public String toString() {
            return arn == null ? "" : arn + " as " + sessionName;
        }
    }

    /**
     * How often and how long a call is tried.
     *
     * @param attempts How often one request is sent at most.
     * @param firstBackoff Wait before the second attempt; it doubles with each further one.
     * @param mostBackoff Longest wait between two attempts.
     * @param deadline How long one public call may take in all; in a batch, one image.
     */
    record RetryProperties(
            @DefaultValue("6") int attempts,
            @DefaultValue("200ms") Duration firstBackoff,
            @DefaultValue("5s") Duration mostBackoff,
            @DefaultValue("60s") Duration deadline) {}

    /**
     * How many requests a second are sent.
     *
     * @param perSecond Requests a second by API, such as ModifyImageSharePermission or [cvm:ModifyImageSharePermission], in
     *     any spelling that Spring Boot knows. APIs that are not named keep the published rate.
     * @param unlimited Whether requests are sent without regard to any rate, which is for tests.
     */
    record QuotaProperties(
            @DefaultValue Map<String, Integer> perSecond,
            @DefaultValue("false") boolean unlimited) {}
}
