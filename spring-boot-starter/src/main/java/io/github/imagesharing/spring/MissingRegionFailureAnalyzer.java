package io.github.imagesharing.spring;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Tells whoever injects the service or its settings, and has none since no region is set, which property is missing. Shown by
 * {@code FailedStartTest}.
 */
final class MissingRegionFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException>
        implements Ordered {

    private static final Set<Class<?>> BEANS =
            Set.of(ImageSharingService.class, CloudSettings.class, ImageSharingConnectionDetails.class);

    private final Environment environment;

    MissingRegionFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    /** Before Spring Boot's own, which says that some bean is missing. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, NoSuchBeanDefinitionException cause, @Nullable String description) {
        Class<?> type = cause.getBeanType();
        if (type == null || !BEANS.contains(type) || cause.getNumberOfBeansFound() > 0 || RegionIsSet.in(environment)) {
            return null;
        }
        return new FailureAnalysis(
                (description == null ? "Something" : description)
                        + " required "
                        + (type == ImageSharingService.class ? "an " : "") + type.getSimpleName()
                        + ", and there is none because image-sharing.region is not set.",
                "Set image-sharing.region to the region of your images, such as ap-guangzhou, or give a bean of type"
                        + " ImageSharingConnectionDetails or CloudSettings.",
                cause);
    }
}
