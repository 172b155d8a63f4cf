package io.github.imagesharing.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AssumedRole;
import io.github.imagesharing.AuthenticationException;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageSharingService;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lighthouse as a role of another root account. */
class RolesTest extends FakeCloudFixture {

    private static final AssumedRole ROLE = AssumedRole.of("qcs::cam::uin/100000000018:roleName/images");

    @Test
    void theRoleSignsAllButTheRequestForItsKeys() {
        cloud.addRole(ROLE);
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());

        service(settings().role(ROLE)).shareBlueprint(blueprint, List.of(PARTNER));

        assertThat(cloud.accountsOf(blueprint)).containsExactly(PARTNER);
        assertThat(requests("AssumeRole")).isEqualTo(1);
        assertThat(cloud.requests())
                .allSatisfy(request -> assertThat(request.secretId().equals(cloud.secretId()))
                        .isEqualTo(request.action().equals("AssumeRole")));
    }

    @Test
    void aRoleThatDoesNotExistIsNamed() {
        ImageSharingService service = service(settings().role(ROLE));
        BlueprintId blueprint = cloud.addBlueprint(cloud.addImage());

        assertThat(thrownBy(AuthenticationException.class, () -> service.shareBlueprint(blueprint, List.of(PARTNER))))
                .hasMessageContaining(ROLE.arn());
        assertThat(cloud.accountsOf(blueprint)).isEmpty();
    }
}
