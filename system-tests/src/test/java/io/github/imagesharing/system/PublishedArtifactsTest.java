package io.github.imagesharing.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * Reads the poms: what a release publishes is in the BOM and says what the central repository asks for, and nothing else is
 * published. What a deploy makes of it is looked at by {@code .ci/release-check}.
 */
class PublishedArtifactsTest {

    private static final Path ROOT = Path.of("..");
    private static final String GROUP = "io.github.imagesharing";

    /** The modules a release builds. */
    static List<Path> published() throws Exception {
        return modules(ROOT, "/project/modules/module | /project/profiles/profile[id='whole']/modules/module");
    }

    static List<Path> unpublished() throws Exception {
        List<Path> all = new ArrayList<>(modules(ROOT, "/project/profiles/profile[id='unpublished']/modules/module"));
        for (Path module : List.copyOf(all)) {
            all.addAll(modules(module, "/project/profiles/profile/modules/module"));
        }
        return all;
    }

    @Test
    void everyPublishedJarIsInTheBomInItsVersionAndNothingElseIs() throws Exception {
        List<String> jars = new ArrayList<>();
        for (Path module : published()) {
            if (!text(module, "/project/packaging").equals(List.of("pom"))) {
                jars.add(GROUP + ":" + artifact(module) + ":${project.version}");
            }
        }
        List<String> managed =
                text(ROOT.resolve("bom"), "/project/dependencyManagement/dependencies/dependency").stream()
                        .map(dependency -> dependency.replaceAll("\\s+", ":"))
                        .toList();

        assertThat(jars).hasSizeGreaterThan(5);
        assertThat(managed).containsExactlyInAnyOrderElementsOf(jars);
    }

    @Test
    void theBomIsPublishedWithoutTheParentsPins() throws Exception {
        assertThat(text(ROOT.resolve("bom"), "/project/build/plugins/plugin/configuration/flattenMode"))
                .containsExactly("bom");
        assertThat(text(ROOT.resolve("bom"), "/project/build/plugins/plugin/configuration/pomElements/dependencies"))
                .containsExactly("remove");
    }

    @ParameterizedTest
    @MethodSource("published")
    void whatIsPublishedSaysWhatItIs(Path module) throws Exception {
        assertThat(text(module, "/project/name")).singleElement().asString().startsWith("Image Sharing: ");
        assertThat(text(module, "/project/description"))
                .singleElement()
                .asString()
                .isNotBlank();
        // Everything else is the parent's.
        assertThat(text(module, "/project/parent/artifactId")).containsExactly("image-sharing");
        assertThat(text(module, "/project/url")).isEmpty();
        assertThat(text(module, "/project/properties/maven.deploy.skip")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("published")
    void whatIsPublishedAsAJarHasJavadoc(Path module) throws Exception {
        if (!text(module, "/project/packaging").equals(List.of("pom"))) {
            assertThat(text(module, "/project/build/plugins/plugin/artifactId")).contains("maven-javadoc-plugin");
        }
    }

    @Test
    void theParentSaysWhatTheCentralRepositoryAsksFor() throws Exception {
        for (String element : List.of(
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "developers/developer/organization",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            assertThat(text(ROOT, "/project/" + element))
                    .as(element)
                    .singleElement()
                    .asString()
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("unpublished")
    void whatIsNotPublishedIsNotDeployedByAnyOtherBuildEither(Path module) throws Exception {
        assertThat(text(module, "/project/properties/maven.deploy.skip")).containsExactly("true");
    }

    @Test
    void everyPomIsAModuleOfTheSameVersion() throws Exception {
        List<Path> modules =
                Stream.concat(published().stream(), unpublished().stream()).toList();
        String version = text(ROOT, "/project/version").get(0);

        assertThat(modules).containsExactlyInAnyOrderElementsOf(directoriesWithPoms());
        for (Path module : modules) {
            assertThat(text(module, "/project/version | /project/parent[groupId='" + GROUP + "']/version"))
                    .as(module.toString())
                    .containsExactly(version);
            assertThat(text(module, "//dependency[groupId='" + GROUP + "']/version"))
                    .as(module.toString())
                    .isSubsetOf(version, "${project.version}");
        }
    }

    private static List<Path> directoriesWithPoms() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                3,
                (file, attributes) ->
                        file.endsWith("pom.xml") && !file.toString().contains("target"))) {
            return files.map(Path::getParent)
                    .filter(directory -> !directory.equals(ROOT))
                    .toList();
        }
    }

    private static List<Path> modules(Path parent, String path) throws Exception {
        return text(parent, path).stream().map(parent::resolve).toList();
    }

    private static String artifact(Path module) throws Exception {
        return text(module, "/project/artifactId").get(0);
    }

    /** What stands at a path of a module's pom, as often as it is there. */
    private static List<String> text(Path module, String path) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(module.resolve("pom.xml").toFile());
        NodeList found = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, pom, XPathConstants.NODESET);
        List<String> text = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            text.add(found.item(i).getTextContent().strip());
        }
        return text;
    }
}
