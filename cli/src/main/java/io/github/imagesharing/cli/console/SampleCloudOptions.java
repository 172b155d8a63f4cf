package io.github.imagesharing.cli.console;

import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options for the size of the embedded cloud, for the programs that look at who has access. */
public final class SampleCloudOptions {

    @Option(
            names = "--images",
            defaultValue = "12",
            paramLabel = "N",
            description = "without --live: how many images the embedded cloud has in a region (${DEFAULT-VALUE})")
    private int images;

    @Option(
            names = "--partners",
            defaultValue = "5",
            paramLabel = "N",
            description = "without --live: how many accounts share them (${DEFAULT-VALUE})")
    private int partners;

    /** Adds as many images to each region. */
    public void fill(FakeTencentCloud cloud, Set<Region> regions) {
        SampleCloud.grantAccess(cloud, SampleCloud.addImages(cloud, regions, images), partners);
    }
}
