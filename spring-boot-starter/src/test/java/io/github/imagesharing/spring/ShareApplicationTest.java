package io.github.imagesharing.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.spring.app.ShareApplication;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** A user's service over HTTP, with nothing but its own few lines and a fake cloud as a bean. */
class ShareApplicationTest {

    private static final String PARTNER = "100000000101";
    private static final String OTHER = "100000000102";

    private static final AssumedRole ROLE = AssumedRole.of("qcs::cam::uin/100000000018:roleName/images");

    private static ConfigurableApplicationContext application;
    private static FakeTencentCloud cloud;

    @Configuration(proxyBeanMethods = false)
    static class Cloud {

        @Bean
        FakeTencentCloud cloud() {
            return FakeTencentCloud.start();
        }
    }

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(ShareApplication.class, Cloud.class)
                .run(
                        "--spring.config.name=share-application",
                        "--server.port=0",
                        "--management.endpoint.env.show-values=always",
                        "--management.endpoint.configprops.show-values=always",
                        "--image-sharing.secret-id=AKIDofProperties",
                        "--image-sharing.secretKey=KEYofProperties",
                        "--IMAGE_SHARING_TOKEN=TOKENofProperties",
                        "--image-sharing.role.arn=" + ROLE.arn(),
                        "--image-sharing.role.external-id=EXTERNALofProperties",
                        "--TENCENTCLOUD_SECRET_ID=AKIDofProperties",
                        "--TENCENTCLOUD_SECRET_KEY=KEYofProperties",
                        "--TENCENTCLOUD_TOKEN=TOKENofProperties",
                        "--TENCENTCLOUD_SECURITY_TOKEN=TOKENofProperties",
                        "--image-sharing.account-limit=499");
        cloud = application.getBean(FakeTencentCloud.class);
        assertThat(cloud.requests()).isEmpty();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void sharesAndShowsInItsMetricsHowManyAccountsWereSharedAndWhatWasThrottled() throws Exception {
        ImageId image = cloud.addImage();
        cloud.failNext("ModifyImageSharePermission", Fault.throttled());

        String report = share(image, PARTNER, OTHER);

        assertThat(report).contains(image.value(), "\"complete\":true");
        assertThat(cloud.accountsOf(image)).containsExactlyInAnyOrder(AccountId.of(PARTNER), AccountId.of(OTHER));
        String metrics = get("/actuator/prometheus");
        assertThat(metrics)
                .containsPattern("image_sharing_accounts_total\\{.*operation=\"share\".*outcome=\"changed\".*} 2\\.0")
                .containsPattern("image_sharing_api_attempt_seconds_count\\{.*error_type=\"RequestLimitExceeded\".*} 1")
                .containsPattern("image_sharing_operation_seconds_count\\{.*operation=\"share\"")
                .doesNotContain(PARTNER);
    }

    @Test
    @EnabledIf("springBootHasHealthOfItsOwn")
    void showsInItsHealthTheLastFailure() throws Exception {
        ImageId image = cloud.addImage();
        cloud.failAlways("ModifyImageSharePermission", Fault.error("AuthFailure.SecretIdNotFound", "no such key"));
        try {
            share(image, PARTNER);
        } finally {
            cloud.heal();
        }

        assertThat(get("/actuator/health"))
                .contains("\"imageSharing\":{", "\"status\":\"DOWN\"")
                .containsPattern("\"lastFailure\":\\{\"at\":\"[^\"]+\",\"api\":\"cvm.ModifyImageSharePermission\","
                        + "\"type\":\"AuthenticationException\",\"code\":\"AuthFailure.SecretIdNotFound\"")
                .doesNotContain(cloud.secretKey());
    }

    @Test
    void showsNoSecretWhereValuesAreShown() throws Exception {
        assertThat(get("/actuator/configprops"))
                .contains("image-sharing", "499")
                .doesNotContain("ofProperties");
        assertThat(get("/actuator/env"))
                .contains("image-sharing.account-limit", "499", "TENCENTCLOUD_SECURITY_TOKEN")
                .doesNotContain("ofProperties");
    }

    static boolean springBootHasHealthOfItsOwn() {
        return ClassUtils.isPresent("org.springframework.boot.health.contributor.HealthIndicator", null);
    }

    private static String share(ImageId image, String... accounts) throws Exception {
        String body = "[\"" + String.join("\",\"", accounts) + "\"]";
        return send(request("/images/" + image + "/accounts")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String get(String path) throws Exception {
        return send(request(path).GET());
    }

    private static HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }
}
