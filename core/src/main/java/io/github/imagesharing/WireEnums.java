package io.github.imagesharing;

import com.google.common.base.CaseFormat;
import org.jspecify.annotations.Nullable;

/** Reads the service's enumerations, which grow without notice and are spelt in two ways (NORMAL, TencentCloud). */
final class WireEnums {

    private WireEnums() {}

    static <E extends Enum<E>> E read(Class<E> type, @Nullable String text, E otherwise) {
        if (text == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text) || camel(constant).equals(text)) {
                return constant;
            }
        }
        return otherwise;
    }

    private static String camel(Enum<?> constant) {
        return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, constant.name());
    }
}
