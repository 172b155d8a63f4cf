package io.github.imagesharing.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar; of classes that are in no jar, none. */
public final class Version implements IVersionProvider {

    private static final String OF_THE_BUILD =
            "/META-INF/maven/io.github.imagesharing/image-sharing-cli/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties build = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(OF_THE_BUILD)) {
            if (in != null) {
                build.load(in);
            }
        }
        return new String[] {"image-sharing " + build.getProperty("version", "of a source tree")};
    }
}
