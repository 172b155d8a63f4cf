package io.github.imagesharing.spring;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The APIs that the library calls, found by the keys of a map in properties, of which Spring Boot drops what is no letter and
 * no digit, and in the environment the case too.
 *
 * <p>It answers a rate that nobody hears of, since its key is the name of no API. Shown by {@code CalledApisTest}.
 */
final class CalledApis {

    static final List<String> NAMES = List.of(
            "cbs:DescribeSnapshots",
            "cvm:DescribeImages",
            "cvm:DescribeImageSharePermission",
            "cvm:ModifyImageSharePermission",
            "cvm:SyncImages",
            "lighthouse:CancelShareBlueprintAcrossAccounts",
            "lighthouse:DescribeBlueprints",
            "lighthouse:DescribeBlueprintsShareAcrossAccountInfos",
            "lighthouse:DescribeImagesToShare",
            "lighthouse:ModifyImageSharePermission",
            "lighthouse:ShareBlueprintAcrossAccounts",
            "organization:DescribeOrganization",
            "organization:DescribeOrganizationMembers",
            "sts:AssumeRole",
            "sts:GetCallerIdentity");

    private CalledApis() {}

    /** The name for a quota: with the product where the key has it; empty if no such API is called. */
    static Optional<String> named(String key) {
        return NAMES.stream()
                .map(name -> plain(name).equals(plain(key)) ? name : name.substring(name.indexOf(':') + 1))
                .filter(name -> plain(name).equals(plain(key)))
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
