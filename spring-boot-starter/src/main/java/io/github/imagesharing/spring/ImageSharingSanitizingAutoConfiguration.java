package io.github.imagesharing.spring;

import java.util.Locale;
import java.util.Set;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Keeps the secrets among the properties, and those of the default chain, out of the endpoints {@code env} and
 * {@code configprops}, also where an application shows values there, and however the property is spelled. Shown by
 * {@code ShareApplicationTest}.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
class ImageSharingSanitizingAutoConfiguration {

    private static final Set<String> SECRETS = Set.of(
            "imagesharingsecretid",
            "imagesharingsecretkey",
            "imagesharingtoken",
            "imagesharingroleexternalid",
            // The environment, as the default chain reads it.
            "tencentcloudsecretid",
            "tencentcloudsecretkey",
            "tencentcloudtoken",
            "tencentcloudsecuritytoken");

    @Bean
    SanitizingFunction imageSharingSanitizing() {
        return data -> isSecret(data) ? data.withSanitizedValue() : data;
    }

    private static boolean isSecret(SanitizableData data) {
        return SECRETS.contains(data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
    }
}
