package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentcloudapi.common.Credential;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudSettingsTest {

    private static CloudSettings.Builder guangzhou() {
        return CloudSettings.builder().region(Region.of("ap-guangzhou"));
    }

    @Test
    void theDefaultsAreAsPublished() {
        CloudSettings settings = guangzhou().build();
        assertThat(settings.site()).isEqualTo(Site.CHINA);
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.callTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.accountLimit()).isEqualTo(500);
        assertThat(settings.language()).isEqualTo(Language.ENGLISH);
        assertThat(settings.optionalChecks()).isEqualTo(OptionalChecks.WHEN_POSSIBLE);
        assertThat(settings.credential()).isEmpty();
        assertThat(settings.endpoint()).isEmpty();
        assertThat(settings.ownAccount()).isEmpty();
        assertThat(settings.role()).isEmpty();
        assertThat(settings.retry())
                .isEqualTo(new Retry(6, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource({
        "CHINA, ap-guangzhou, cvm, cvm.tencentcloudapi.com",
        "CHINA, ap-guangzhou, sts, sts.tencentcloudapi.com",
        "INTERNATIONAL, ap-singapore, cvm, cvm.intl.tencentcloudapi.com",
        "CHINA, ap-shanghai-fsi, cvm, cvm.ap-shanghai-fsi.tencentcloudapi.com",
        "CHINA, ap-shenzhen-fsi, cbs, cbs.ap-shenzhen-fsi.tencentcloudapi.com",
    })
    void theHostIsThatOfSiteAndRegion(Site site, String region, String service, String host) {
        CloudSettings settings =
                guangzhou().region(Region.of(region)).site(site).build();
        assertThat(settings.host(service)).isEqualTo(host);
    }

    @Test
    void toBuilderKeepsEverythingAndSharesTheQuota() {
        Credential credential = new Credential("id", "key");
        CloudSettings one = guangzhou()
                .site(Site.INTERNATIONAL)
                .credential(credential)
                .endpoint(URI.create("http://127.0.0.1:8080"))
                .connectTimeout(Duration.ofSeconds(1))
                .callTimeout(Duration.ofSeconds(2))
                .retry(Retry.defaults().attempts(2))
                .language(Language.CHINESE)
                .ownAccount(AccountId.of("1"))
                .accountLimit(50)
                .optionalChecks(OptionalChecks.DEMAND)
                .build();
        CloudSettings other = one.toBuilder().region(Region.of("ap-tokyo")).build();
        assertThat(other.quota()).isSameAs(one.quota());
        assertThat(other.credential()).containsSame(credential);
        assertThat(other.ownAccount()).hasValue(AccountId.of("1"));
        assertThat(other.language()).isEqualTo(Language.CHINESE);
        assertThat(other).hasToString(one.toString().replace("ap-guangzhou", "ap-tokyo"));
        assertThat(guangzhou().build().quota()).isNotSameAs(guangzhou().build().quota());
    }

    @Test
    void aBuilderUsedOnDoesNotChangeWhatItMade() {
        CloudSettings.Builder builder = guangzhou();
        CloudSettings settings = builder.build();
        builder.accountLimit(7).callTimeout(Duration.ofDays(1));
        assertThat(settings.accountLimit()).isEqualTo(500);
        assertThat(settings.callTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void withoutARegionNothingIsBuilt() {
        assertThatThrownBy(() -> CloudSettings.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("region null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "//host",
                "http:///",
                "http://host/path",
                "http://host?x=1",
                "http://me:secret@host",
                "http://host:0",
                "http://host:65536",
                "host:80",
                "mailto:x"
            })
    void anEndpointThatIsNoAddressOfAHostAloneIsRefused(String endpoint) {
        CloudSettings.Builder builder = guangzhou();
        assertThatThrownBy(() -> builder.endpoint(URI.create(endpoint)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(endpoint.replace("me:secret", "***"))
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "https://gateway.example.com/", "http://[::1]:80"})
    void anEndpointOfAHostAloneIsTaken(String endpoint) {
        assertThat(guangzhou().endpoint(URI.create(endpoint)).build().endpoint())
                .hasValue(URI.create(endpoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void timesThatAreNotPositiveAreRefused(Duration time) {
        for (UnaryOperator<CloudSettings.Builder> set : java.util.List.<UnaryOperator<CloudSettings.Builder>>of(
                builder -> builder.connectTimeout(time), builder -> builder.callTimeout(time))) {
            assertThatThrownBy(() -> set.apply(guangzhou()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(time.toString());
        }
        Retry retry = Retry.defaults();
        assertThatThrownBy(() -> retry.deadline(time)).hasMessageContaining("deadline " + time);
        assertThatThrownBy(() -> retry.backoff(time, Duration.ofSeconds(1))).hasMessageContaining("first backoff");
        assertThatThrownBy(() -> retry.backoff(Duration.ofMillis(1), time)).hasMessageContaining("most backoff");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void numbersThatAreNotPositiveAreRefused(int number) {
        assertThatThrownBy(() -> guangzhou().accountLimit(number)).hasMessageContaining("account limit " + number);
        assertThatThrownBy(() -> Retry.defaults().attempts(number)).hasMessageContaining("attempts " + number);
    }

    @Test
    void aFirstBackoffLongerThanTheLongestIsRefused() {
        assertThatThrownBy(() -> Retry.defaults().backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT2S");
        assertThat(Retry.defaults()
                        .backoff(Duration.ofSeconds(1), Duration.ofSeconds(1))
                        .attempts(3))
                .isEqualTo(new Retry(3, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60)));
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void anObserverThatIsNullIsRefusedAndNamed() {
        assertThatThrownBy(() -> CallObserver.all(CallObserver.none(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("observers ");
        assertThatThrownBy(() -> CallObserver.all((CallObserver[]) null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("observers null");
    }
}
