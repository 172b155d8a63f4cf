package io.github.imagesharing.cli.lighthouse;

import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.LighthouseResult;
import io.github.imagesharing.cli.report.LighthouseResult.One;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Changes images one by one: what one is refused for holds up no other. Stateless. */
final class EachImage {

    private EachImage() {}

    /** Prints what became of each image, and gives the exit code. */
    static int change(Region region, Set<ImageId> images, OutputOptions output, Function<ImageId, One> change) {
        List<One> done = new ArrayList<>();
        for (ImageId image : images) {
            try {
                done.add(change.apply(image));
            } catch (ImageSharingException e) {
                done.add(new One(image, null, "", e));
            }
        }
        LighthouseResult result = new LighthouseResult(region, done);
        output.print(result);
        return result.exit();
    }
}
