package io.github.imagesharing.cli.blueprint;

import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.SharedAccount;
import io.github.imagesharing.cli.console.Exit;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import io.github.imagesharing.cli.report.BlueprintAccess;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists who has blueprints; changes nothing. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Lists the root accounts that have blueprints, and since when. Changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:it could not be read", "2:wrong usage", "130:interrupted"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing blueprint list --region ap-guangzhou \\",
            "      --blueprint lhbp-su83x02a --output csv"
        })
final class BlueprintList implements Callable<Integer> {

    @Option(names = "--blueprint", paramLabel = "ID", split = ",", required = true, description = "the blueprints")
    private Set<BlueprintId> blueprints = new LinkedHashSet<>();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    BlueprintList(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        Region region = cloud.region();
        return cloud.run(sharing -> list(sharing, region));
    }

    private int list(ImageSharingService sharing, Region region) {
        Map<BlueprintId, List<SharedAccount>> access = new LinkedHashMap<>();
        blueprints.forEach(blueprint -> access.put(blueprint, sharing.blueprintSharedWith(blueprint)));
        output.print(new BlueprintAccess(region, access));
        return Exit.DONE;
    }
}
