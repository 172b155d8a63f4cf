package io.github.imagesharing.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentcloudapi.common.Credential;
import io.github.imagesharing.AccountId;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.CloudUnreachableException;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.Retry;
import io.github.imagesharing.cvm.CvmSharing;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user of image-sharing-cvm alone ends up with. */
class ClassPathTest {

    private static final List<String> JARS = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).getFileName().toString())
            .toList();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tencentcloud-sdk-java-common-3.1.1481.jar",
                "tencentcloud-sdk-java-cvm-3.1.1342.jar",
                "okhttp-4.12.0.jar",
                "okio-jvm-3.18.2.jar",
                "gson-2.8.9.jar",
                "bucket4j_jdk17-core-8.17.0.jar",
                "kotlin-stdlib-2.1.21.jar"
            })
    void getsThePinnedVersionWithoutAWord(String jar) {
        assertThat(JARS).contains(jar);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ini4j",
                "logging-interceptor",
                "commons-configuration2",
                "commons-text",
                "okhttp-3",
                "okio-1",
                "hazelcast",
                "lettuce",
                "bucket4j_jdk17-hazelcast",
                "bucket4j_jdk17-lettuce"
            })
    void doesNotCarryWhatIsOldOrUnused(String name) {
        assertThat(JARS).noneMatch(jar -> jar.startsWith(name));
    }

    @Test
    void runsOnWhatItGot() {
        CloudSettings settings = CloudSettings.builder()
                .region(Region.of("ap-guangzhou"))
                .credential(new Credential("id", "key"))
                .endpoint(URI.create("http://127.0.0.1:1"))
                .retry(Retry.defaults().attempts(1))
                .build();
        try (ImageSharingService sharing =
                ImageSharingService.builder().cvm(CvmSharing.connect(settings)).build()) {
            assertThatThrownBy(() -> sharing.unshare(ImageId.of("img-6pb6lrmy"), List.of(AccountId.of("1038493875"))))
                    .isInstanceOf(CloudUnreachableException.class)
                    .hasMessageContaining("not sent");
        }
    }
}
