package io.github.imagesharing.cli.blueprint;

import io.github.imagesharing.AccountId;
import io.github.imagesharing.BlueprintId;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.cli.console.Surroundings;
import io.github.imagesharing.cli.console.Version;
import io.github.imagesharing.cli.options.AccountOptions;
import io.github.imagesharing.cli.options.CloudOptions;
import io.github.imagesharing.cli.options.OutputOptions;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes blueprints back from other root accounts. */
@Command(
        name = "unshare",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Takes blueprints back from other root accounts.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:none of the accounts has a blueprint",
            "1:something was refused or could not be done; the output says what and why",
            "2:wrong usage or input; nothing was changed",
            "130:interrupted; the output says what was done"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  image-sharing blueprint unshare --region ap-guangzhou \\",
            "      --blueprint lhbp-su83x02a --accounts 1038493875"
        })
final class BlueprintUnshare implements Callable<Integer> {

    @Option(names = "--blueprint", paramLabel = "ID", split = ",", required = true, description = "the blueprints")
    private Set<BlueprintId> blueprints = new LinkedHashSet<>();

    @Mixin
    private final AccountOptions accounts = new AccountOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final CloudOptions cloud;

    BlueprintUnshare(Surroundings surroundings) {
        this.cloud = new CloudOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        if (!accounts.isGiven()) {
            throw output.wrong("Which accounts? Name them with --accounts, --accounts-file or --organization");
        }
        Region region = cloud.region();
        Set<AccountId> named = accounts.named();
        return cloud.run(sharing -> change(sharing, region, accounts.with(named, sharing)));
    }

    private int change(ImageSharingService sharing, Region region, Set<AccountId> partners) {
        return EachBlueprint.change(
                region, blueprints, partners, output, blueprint -> sharing.unshareBlueprint(blueprint, partners));
    }
}
