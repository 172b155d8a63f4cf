package io.github.imagesharing;

/** The site an account belongs to; it decides which hosts are called. Accounts of one site do not exist on the other. */
public enum Site {
    /** Mainland China: {@code cvm.tencentcloudapi.com}. */
    CHINA("tencentcloudapi.com"),
    /** International: {@code cvm.intl.tencentcloudapi.com}. */
    INTERNATIONAL("intl.tencentcloudapi.com");

    private final String domain;

    Site(String domain) {
        this.domain = domain;
    }

    /** The host that serves a product; finance regions are isolated and have hosts of their own. */
    String host(String service, Region region) {
        boolean finance = region.value().endsWith("-fsi");
        return service + (finance ? "." + region.value() : "") + "." + domain;
    }
}
