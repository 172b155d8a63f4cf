package io.github.imagesharing.testkit.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A product of the cloud, with the one version of its API that is served. */
public enum Service {
    CVM("2017-03-12"),
    CBS("2017-03-12"),
    STS("2018-08-13"),
    LIGHTHOUSE("2020-03-24"),
    ORGANIZATION("2021-03-31");

    private final String version;

    Service(String version) {
        this.version = version;
    }

    public String version() {
        return version;
    }

    /** The name as hosts and access policies write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The service a host like {@code cvm.ap-singapore.tencentcloudapi.com} belongs to; none for an address. */
    public static Optional<Service> ofHost(String host) {
        String first = host.split("[.:]", 2)[0];
        return Arrays.stream(values())
                .filter(service -> service.label().equals(first))
                .findFirst();
    }
}
