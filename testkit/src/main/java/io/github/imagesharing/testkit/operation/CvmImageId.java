package io.github.imagesharing.testkit.operation;

import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.util.regex.Pattern;

/** The format of an image id. Real ids have eight characters after the prefix, some in the documentation have six. */
public final class CvmImageId {

    private static final Pattern SHAPE = Pattern.compile("img-[0-9a-z]{6,}");

    private CvmImageId() {}

    public static String require(String id, String otherwiseCode) {
        if (!SHAPE.matcher(id).matches()) {
            throw new ServiceRefusal(otherwiseCode, "The image ID `" + id + "` has an invalid format.");
        }
        return id;
    }
}
