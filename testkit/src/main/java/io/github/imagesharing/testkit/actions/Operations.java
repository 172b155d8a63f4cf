package io.github.imagesharing.testkit.actions;

import io.github.imagesharing.ArgumentChecks;
import io.github.imagesharing.testkit.operation.Operation;
import io.github.imagesharing.testkit.state.Service;
import io.github.imagesharing.testkit.state.ServiceRefusal;
import java.util.List;

/** All operations the fake serves. A new action is one class, and one line here. */
public final class Operations {

    private static final List<Operation> ALL = List.of(
            new Operation(Service.CVM, "DescribeImages", 40, new CvmDescribeImages()),
            new Operation(Service.CVM, "DescribeImageSharePermission", 10, new CvmDescribeImageSharePermission()),
            new Operation(Service.CVM, "ModifyImageSharePermission", 10, new CvmModifyImageSharePermission()),
            new Operation(Service.CVM, "SyncImages", 10, new CvmSyncImages()),
            new Operation(Service.CBS, "DescribeSnapshots", 20, new CbsDescribeSnapshots()),
            new Operation(Service.STS, "GetCallerIdentity", 20, new StsGetCallerIdentity()),
            new Operation(Service.STS, "AssumeRole", 600, new StsAssumeRole()),
            new Operation(Service.LIGHTHOUSE, "DescribeImagesToShare", 20, new LighthouseDescribeImagesToShare()),
            new Operation(
                    Service.LIGHTHOUSE, "ModifyImageSharePermission", 20, new LighthouseModifyImageSharePermission()),
            new Operation(Service.LIGHTHOUSE, "DescribeBlueprints", 10, new LighthouseDescribeBlueprints()),
            new Operation(
                    Service.LIGHTHOUSE,
                    "ShareBlueprintAcrossAccounts",
                    20,
                    new LighthouseShareBlueprintAcrossAccounts()),
            new Operation(
                    Service.LIGHTHOUSE,
                    "CancelShareBlueprintAcrossAccounts",
                    20,
                    new LighthouseCancelShareBlueprintAcrossAccounts()),
            new Operation(
                    Service.LIGHTHOUSE,
                    "DescribeBlueprintsShareAcrossAccountInfos",
                    20,
                    new LighthouseDescribeBlueprintsShareAcrossAccountInfos()),
            new Operation(Service.ORGANIZATION, "DescribeOrganization", 40, new OrganizationDescribeOrganization()),
            new Operation(
                    Service.ORGANIZATION,
                    "DescribeOrganizationMembers",
                    20,
                    new OrganizationDescribeOrganizationMembers()));

    private Operations() {}

    /** Finds the operation of a request: by the service in the host where there is one, else by action and version. */
    public static Operation find(String host, String action, String version) {
        List<Operation> named = ALL.stream()
                .filter(operation -> operation.name().equals(action))
                .filter(operation -> Service.ofHost(host)
                        .map(service -> service == operation.service())
                        .orElse(true))
                .toList();
        if (named.isEmpty()) {
            throw new ServiceRefusal(
                    "InvalidAction", "The requested API `" + action + "` does not exist or is invalid.");
        }
        return named.stream()
                .filter(operation -> operation.service().version().equals(version))
                .findFirst()
                .orElseThrow(() -> new ServiceRefusal(
                        "NoSuchVersion", "The requested API version `" + version + "` does not exist."));
    }

    /**
     * Returns the name if there is such an action. A misspelt name would otherwise have no effect, without a message.
     */
    public static String requireKnown(String written) {
        ArgumentChecks.given("action", written);
        if (ALL.stream().noneMatch(operation -> operation.isMeantBy(written))) {
            throw new IllegalArgumentException("action " + written + ": not served; one of "
                    + ALL.stream().map(Operation::policyName).toList() + ", with or without the service");
        }
        return written;
    }
}
