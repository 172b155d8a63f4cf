package io.github.imagesharing.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;

/** What an application prints that cannot start. */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTest {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        Application(ImageSharingService sharing) {}
    }

    private static void start(String... arguments) {
        new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    @Test
    void whoInjectsTheServiceIsToldWhichPropertyIsMissing(CapturedOutput output) {
        assertThatThrownBy(() -> start()).isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(" of constructor in io.github.imagesharing.spring.FailedStartTest$Application required an"
                        + " ImageSharingService, and there is none because image-sharing.region is not set")
                .contains("Set image-sharing.region to the region of your images, such as ap-guangzhou");
    }

    @ParameterizedTest
    @ValueSource(classes = {CloudSettings.class, ImageSharingConnectionDetails.class})
    void whoInjectsWhatBelongsToItToo(Class<?> type) {
        FailureAnalysis analysis = new MissingRegionFailureAnalyzer(new StandardEnvironment())
                .analyze(new NoSuchBeanDefinitionException(type));

        assertThat(analysis)
                .extracting(FailureAnalysis::getDescription, STRING)
                .contains("required " + type.getSimpleName() + ", and there is none because image-sharing.region");
    }

    @Test
    void whoLeavesTheStarterOutIsToldWhatSpringBootSays(CapturedOutput output) {
        assertThatThrownBy(() -> start(
                        "--image-sharing.region=ap-guangzhou",
                        "--spring.autoconfigure.exclude=" + ImageSharingAutoConfiguration.class.getName()))
                .isNotNull();

        assertThat(output)
                .contains(
                        "required a bean of type 'io.github.imagesharing.ImageSharingService' that could not be found")
                .doesNotContain("is not set");
    }

    @ParameterizedTest
    @CsvSource({
        "image-sharing.secret-id=AKIDx, image-sharing.secret-key is not set",
        "image-sharing.role.external-id=EXTERNALx, image-sharing.role.arn is not set",
        "image-sharing.endpoint=https://user:KEYx@gateway.example, image-sharing.endpoint: endpoint https://***@gateway.example",
    })
    void aBadSecretIsNamedWithoutItsValue(String given, String message, CapturedOutput output) {
        assertThatThrownBy(() -> start("--image-sharing.region=ap-guangzhou", "--" + given))
                .isNotNull();

        assertThat(output)
                .contains("Description:\n\n" + message, "Its value is not shown")
                .doesNotContain("AKIDx", "EXTERNALx", "KEYx");
    }

    @Test
    void aRateOfAnUnknownApiIsShownWithWhatWouldBeRight(CapturedOutput output) {
        assertThatThrownBy(() ->
                        start("--image-sharing.region=ap-guangzhou", "--image-sharing.quota.per-second.ModifyImage=4"))
                .isNotNull();

        assertThat(output)
                .contains("APPLICATION FAILED TO START", "image-sharing.quota.per-second.ModifyImage")
                .contains("in YAML write \"[cvm:ModifyImageSharePermission]\"");
    }

    @Test
    void aBadValueIsShownWithItsPropertyAndTheValuesThatAreRight(CapturedOutput output) {
        assertThatThrownBy(() -> start("--image-sharing.region=ap-guangzhou", "--image-sharing.site=mars"))
                .isNotNull();

        assertThat(output).contains("image-sharing.site", "mars", "CHINA", "INTERNATIONAL");
    }
}
