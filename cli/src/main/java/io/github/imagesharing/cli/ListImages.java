package io.github.imagesharing.cli;

import com.google.common.base.Joiner;
import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.ImageOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.ImagesResult;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists custom images; changes nothing. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the own custom images, all of them or those the options name. Changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, also where there is no image",
            "1:they could not be read, or an image that --image names is not there",
            "2:wrong usage or input",
            "130:interrupted"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing list --fake",
            "  image-sharing list --region ap-guangzhou,ap-singapore --tag team=web \\",
            "      --output csv"
        })
final class ListImages implements Callable<Integer> {

    @Mixin
    private final ImageOptions images = new ImageOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    ListImages(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        return cloud.run(this::list);
    }

    private int list(ImageSharingService sharing) {
        Map<Region, List<CvmImage>> listed = new LinkedHashMap<>();
        Set<ImageId> missing = new LinkedHashSet<>(images.ids());
        for (Region region : cloud.regions()) {
            List<CvmImage> here = sharing.in(region).images(images.query());
            here.forEach(image -> missing.remove(image.id()));
            if (here.isEmpty() && images.ids().isEmpty()) {
                output.err().say("In %s %s", region, images.nothingThere());
            }
            listed.put(region, here);
        }
        output.print(new ImagesResult(listed));
        missing.forEach(image -> output.err()
                .say(
                        "%s: there is no such custom image in %s",
                        image, Joiner.on(", ").join(listed.keySet())));
        return missing.isEmpty() ? Exit.DONE : Exit.FAILED;
    }
}
