package io.github.imagesharing.cli;

import io.github.imagesharing.CvmImage;
import io.github.imagesharing.ImageId;
import io.github.imagesharing.ImageQuery;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.WaitResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Waits until images can be shared. */
@Command(
        name = "wait",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Waits until images are NORMAL, so that they can be shared.",
            "One that failed to be made is not waited for; one that is not listed is, because it may be new."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every image is NORMAL",
            "1:an image could not be made, or is not NORMAL, or not there, when its time is up",
            "2:wrong usage",
            "130:interrupted"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing wait --fake --image img-n9eekbnt",
            "  image-sharing wait --region ap-guangzhou --image img-6pb6lrmy --timeout 2h"
        })
final class Wait implements Callable<Integer> {

    @Option(names = "--image", paramLabel = "ID", split = ",", required = true, description = "the images to wait for")
    private Set<ImageId> images = new LinkedHashSet<>();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30m",
            description = "how long to wait for each image, like 90s, 30m or 2h (${DEFAULT-VALUE})")
    private Duration timeout = Duration.ofMinutes(30);

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    Wait(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        Region region = cloud.region();
        return cloud.run(sharing -> await(sharing, region));
    }

    /** One after the other: while one is waited for the others get ready too. */
    private int await(ImageSharingService sharing, Region region) {
        sayWhatIsNotListed(sharing, region);
        List<CvmImage> ready = new ArrayList<>();
        Map<ImageId, ImageSharingException> failed = new LinkedHashMap<>();
        int exit = Exit.DONE;
        for (ImageId image : images) {
            output.err().say("Waiting for %s ...", image);
            try {
                ready.add(sharing.awaitNormal(image, timeout));
            } catch (ImageSharingException e) {
                output.err().refusal(image.value(), e);
                failed.put(image, e);
                exit = Exit.of(e);
                if (exit == Exit.INTERRUPTED) {
                    break;
                }
            }
        }
        output.print(new WaitResult(region, ready, failed));
        return exit;
    }

    /** Nobody is to wait for half an hour to learn of a slip of the pen. */
    private void sayWhatIsNotListed(ImageSharingService sharing, Region region) {
        try {
            Set<ImageId> unlisted = new LinkedHashSet<>(images);
            sharing.images(ImageQuery.byIds(images)).forEach(image -> unlisted.remove(image.id()));
            unlisted.forEach(image ->
                    output.err().say("%s is not listed in %s yet; is it the right id and region?", image, region));
        } catch (ImageSharingException e) {
            // Waiting meets the same and says it of each image.
        }
    }
}
