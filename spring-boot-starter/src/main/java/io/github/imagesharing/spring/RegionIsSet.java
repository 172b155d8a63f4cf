package io.github.imagesharing.spring;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Whether {@code image-sharing.region} has a value; an empty one, as of {@code ${SHARE_REGION:}}, is none. Shown by
 * {@code ConnectionTest}.
 */
final class RegionIsSet extends SpringBootCondition {

    static boolean in(Environment environment) {
        return StringUtils.hasLength(environment.getProperty("image-sharing.region"));
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean isSet = in(context.getEnvironment());
        return new ConditionOutcome(isSet, "image-sharing.region is " + (isSet ? "set" : "not set"));
    }
}
