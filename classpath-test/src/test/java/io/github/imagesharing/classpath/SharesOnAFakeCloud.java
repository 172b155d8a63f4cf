package io.github.imagesharing.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.testkit.FakeTencentCloud;
import io.github.imagesharing.testkit.junit.FakeCloud;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tests as a user has them, which {@link JUnitVersionsTest} runs; one of them fails. */
@FakeCloud(images = 3)
final class SharesOnAFakeCloud {

    private static final AccountId PARTNER = AccountId.of("1038493875");

    private final ImageSharingService sharing;

    SharesOnAFakeCloud(ImageSharingService sharing) {
        this.sharing = sharing;
    }

    @Test
    void everyImage(FakeTencentCloud cloud, CloudSettings settings, ImageSharingService same) {
        List<ImageId> images = cloud.imagesIn(settings.region());

        assertThat(same.shareAll(images, List.of(PARTNER)).isComplete()).isTrue();

        assertThat(same).isSameAs(sharing);
        assertThat(images)
                .hasSize(3)
                .allSatisfy(image -> assertThat(cloud.accountsOf(image)).containsExactly(PARTNER));
    }

    @Nested
    final class Inside {

        @Test
        @FakeCloud(images = 1)
        void failsAfterOneIsListed() {
            assertThat(sharing.images()).isEmpty();
        }
    }

    /** The service is still open here, and the cloud too. */
    @AfterEach
    void lookAgain() {
        sharing.images();
    }
}
