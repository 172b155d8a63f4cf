package io.github.imagesharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role is as STS publishes it, or it is refused where it is written; its external id is never printed. */
class AssumedRoleTest {

    private static final AssumedRole ROLE = AssumedRole.of("qcs::cam::uin/100000000018:roleName/images");

    @Test
    void theDefaultsAreAsPublished() {
        assertThat(ROLE.arn()).isEqualTo("qcs::cam::uin/100000000018:roleName/images");
        assertThat(ROLE.account()).isEqualTo(AccountId.of("100000000018"));
        assertThat(ROLE.externalId()).isEmpty();
        assertThat(ROLE.sessionName()).isEqualTo("image-sharing");
        assertThat(ROLE.duration()).hasSeconds(7200);
    }

    @Test
    void aChangeIsACopyAndKeepsTheRest() {
        AssumedRole changed =
                ROLE.externalId("partner:7/a").sessionName("nightly@ci").duration(Duration.ofHours(12));

        assertThat(changed.arn()).isEqualTo(ROLE.arn());
        assertThat(changed.externalId()).hasValue("partner:7/a");
        assertThat(changed.sessionName()).isEqualTo("nightly@ci");
        assertThat(changed.duration()).hasSeconds(43_200);
        assertThat(ROLE).isEqualTo(AssumedRole.of(ROLE.arn())).hasSameHashCodeAs(AssumedRole.of(ROLE.arn()));
        assertThat(changed).isNotEqualTo(ROLE).isNotEqualTo(changed.externalId("other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qcs::cam::uin/100000000018:role/4611686018427397919",
                "qcs::cam::uin/1:roleName/a.b-c_d",
                "qcs::cam::uin/1:role/tencentcloudServiceRoleName/CVM_QCSRole",
                "qcs::cam::uin/1:tencentcloudServiceRoleName/CVM_QCSRole"
            })
    void everyKindOfRoleIsTaken(String arn) {
        assertThat(AssumedRole.of(arn).arn()).isEqualTo(arn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "images",
                "qcs::cam::uin/:roleName/images",
                "qcs::cam::uin/0018:roleName/images",
                "qcs::cam::uin/18:roleName/",
                "qcs::cam::uin/18:roleName/a b",
                "qcs::cam::uin/18:uin/19",
                "qcs::cam:18:uin/18:roleName/images",
                " qcs::cam::uin/18:roleName/images",
                "acs:ram::18:role/images"
            })
    void whatIsNoRoleIsRefused(String arn) {
        assertThatThrownBy(() -> AssumedRole.of(arn))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("role ARN \"" + arn + '"')
                .hasMessageContaining("like \"qcs::cam::uin/100000000018:roleName/images\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a b", "a:b", "a/b", "\u00e4\u00f6"})
    void aSessionNameOfAnotherShapeIsRefused(String name) {
        assertThatThrownBy(() -> ROLE.sessionName(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session name \"" + name + '"');
        assertThatThrownBy(() -> ROLE.sessionName("x".repeat(129))).hasMessageContaining("of 129 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "my secret", "partner#7"})
    void anExternalIdOfAnotherShapeIsRefusedAndNotPrinted(String id) {
        assertThatThrownBy(() -> ROLE.externalId(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("external id of " + id.length()
                        + " characters: it must have 2 to 128 letters, digits and _+=,.@:/-");
        assertThat(ROLE.externalId("x".repeat(128)).externalId()).isPresent();
        assertThatThrownBy(() -> ROLE.externalId("x".repeat(129))).hasMessageContaining("129");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.5S", "PT12H0.001S", "PT12H1S"})
    void aDurationThatCannotBeIsRefused(Duration duration) {
        assertThatThrownBy(() -> ROLE.duration(duration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("duration " + duration);
    }

    @Test
    void theExternalIdIsNeverPrinted() {
        AssumedRole role = ROLE.externalId("partner-7:secret");
        CloudSettings settings = CloudSettings.builder()
                .region(Region.of("ap-guangzhou"))
                .role(role)
                .build();

        assertThat(settings.role()).hasValue(role);
        assertThat(settings.toBuilder().build().role()).hasValue(role);
        assertThat(role).hasToString("qcs::cam::uin/100000000018:roleName/images as image-sharing");
        assertThat(settings.toString()).contains(role.toString()).doesNotContain("secret");
    }
}
