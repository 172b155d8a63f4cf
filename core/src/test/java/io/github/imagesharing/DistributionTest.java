package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is to be distributed, as a user writes it. */
class DistributionTest {

    private static final ImageId IMAGE = ImageId.of("img-6pb6lrmy");
    private static final Region SINGAPORE = Region.of("ap-singapore");
    private static final Region FRANKFURT = Region.of("eu-frankfurt");
    private static final AccountId PARTNER = AccountId.of("1038493875");
    private static final AccountId EUROPEAN = AccountId.of("3205597606");

    @Test
    void takesSixtyMinutesAndNobodyByDefault() {
        Distribution distribution = Distribution.of(IMAGE);

        assertThat(distribution.within()).isEqualTo(Duration.ofMinutes(60));
        assertThat(distribution.regions()).isEmpty();
        assertThat(distribution.name()).isNull();
        assertThat(distribution.accountsIn(SINGAPORE)).isEmpty();
    }

    @Test
    void regionsAddUpInTheOrderNamed() {
        assertThat(Distribution.of(IMAGE)
                        .to(FRANKFURT)
                        .to(List.of(SINGAPORE, FRANKFURT))
                        .regions())
                .containsExactly(FRANKFURT, SINGAPORE);
    }

    @Test
    void theAccountsOfOneRegionReplaceThoseOfAllWhateverIsSaidFirst() {
        Distribution first =
                Distribution.of(IMAGE).sharedWith(FRANKFURT, List.of(EUROPEAN)).sharedWith(List.of(PARTNER, PARTNER));

        assertThat(first.accountsIn(FRANKFURT)).containsExactly(EUROPEAN);
        assertThat(first.accountsIn(SINGAPORE)).containsExactly(PARTNER);
    }

    @Test
    void eachMethodGivesACopyAndChangesNothing() {
        Distribution distribution = Distribution.of(IMAGE);

        assertThat(distribution.to(SINGAPORE).named("golden").within(Duration.ofHours(2)))
                .isNotEqualTo(distribution)
                .isEqualTo(
                        distribution.within(Duration.ofHours(2)).named("golden").to(SINGAPORE));
        assertThat(distribution).isEqualTo(Distribution.of(IMAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1234567890123456789012345678901234567890123456789012345678901"})
    void aNameThatTheServiceWouldNotTakeIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distribution.of(IMAGE).named(name))
                .withMessageContaining("1 to 60 characters");
    }

    @Test
    void aTimeThatIsNotPositiveIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Distribution.of(IMAGE).within(Duration.ZERO))
                .withMessageContaining("positive");
    }

    @Test
    void isOneLineInALogWithoutItsAccounts() {
        assertThat(Distribution.of(IMAGE).to(SINGAPORE).sharedWith(List.of(PARTNER)))
                .hasToString("Distribution[img-6pb6lrmy to [ap-singapore], shared with 1 accounts]");
    }
}
