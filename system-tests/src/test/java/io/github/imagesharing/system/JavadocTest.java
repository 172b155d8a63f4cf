package io.github.imagesharing.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocTree;
import com.sun.source.util.DocTrees;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.DocumentationTool;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import jdk.javadoc.doclet.Doclet;
import jdk.javadoc.doclet.DocletEnvironment;
import jdk.javadoc.doclet.Reporter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the Javadoc of the libraries shows: what users call, and nothing that is public only because packages use each other.
 * Which packages are left out is read from the build.
 */
class JavadocTest {

    private static final String ROOT = "io.github.imagesharing";
    private static final Path PROJECT = Path.of("..");
    private static final Path PAGES = PROJECT.resolve("src/javadoc");
    private static final List<String> MODULES =
            List.of("core", "cvm-sharing", "lighthouse-sharing", "testkit", "micrometer");
    private static final Set<ElementKind> MEMBERS = Set.of(ElementKind.CONSTRUCTOR, ElementKind.METHOD);

    /** What is shown, each with the types of ours that its signature mentions. */
    private static final Set<Shown> SHOWN = ConcurrentHashMap.newKeySet();

    private static String pom;

    /**
     * A package, a type or a member on the pages.
     *
     * @param kind what it is
     * @param owner the type or package that it is in
     * @param name its name, with parameters where it has some
     * @param isException whether it is in an exception
     * @param mentions the types of ours in its signature
     */
    private record Shown(ElementKind kind, String owner, String name, boolean isException, Set<String> mentions) {

        @Override
        public String toString() {
            return owner + "." + name;
        }
    }

    /** Hears what a doclet would write pages about, but for what is hidden, which the doclet leaves out by itself. */
    public static final class Listener implements Doclet {

        @Override
        public void init(Locale locale, Reporter reporter) {}

        @Override
        public String getName() {
            return "Listener";
        }

        @Override
        public Set<? extends Option> getSupportedOptions() {
            return Set.of();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean run(DocletEnvironment pages) {
            for (TypeElement type : ElementFilter.typesIn(pages.getIncludedElements())) {
                if (!isHidden(pages.getDocTrees(), type)) {
                    add(pages, type, Set.of());
                    type.getEnclosedElements().stream()
                            .filter(member -> MEMBERS.contains(member.getKind()))
                            .filter(pages::isIncluded)
                            .filter(member -> !isHidden(pages.getDocTrees(), member))
                            .forEach(member -> add(pages, member, mentioned((ExecutableElement) member)));
                }
            }
            return true;
        }

        private static void add(DocletEnvironment pages, Element shown, Set<String> mentions) {
            TypeMirror exception = pages.getElementUtils()
                    .getTypeElement("java.lang.Throwable")
                    .asType();
            Element owner = Objects.requireNonNull(shown.getEnclosingElement());
            boolean isException =
                    owner.getKind().isClass() && pages.getTypeUtils().isSubtype(owner.asType(), exception);
            SHOWN.add(new Shown(shown.getKind(), owner.toString(), shown.toString(), isException, mentions));
        }

        private static Set<String> mentioned(ExecutableElement member) {
            List<String> signature = new ArrayList<>();
            signature.add(member.getReturnType().toString());
            member.getParameters()
                    .forEach(parameter -> signature.add(parameter.asType().toString()));
            // A newer compiler writes an annotation of a type within its name.
            String types = String.join(" ", signature).replaceAll("@[\\w.]+ ", "");
            return Pattern.compile(Pattern.quote(ROOT) + "[\\w.]+")
                    .matcher(types)
                    .results()
                    .map(found -> found.group())
                    .collect(toSet());
        }

        /** An element that is hidden, or is in one that is. */
        private static boolean isHidden(DocTrees comments, Element element) {
            for (Element one = element; one != null; one = one.getEnclosingElement()) {
                var comment = one.getKind() == ElementKind.PACKAGE ? null : comments.getDocCommentTree(one);
                if (comment != null
                        && comment.getBlockTags().stream().anyMatch(tag -> tag.getKind() == DocTree.Kind.HIDDEN)) {
                    return true;
                }
            }
            return false;
        }
    }

    @BeforeAll
    static void read() throws IOException {
        pom = Files.readString(PROJECT.resolve("pom.xml"));
        StringWriter said = new StringWriter();
        List<String> options = List.of("-quiet", "-classpath", System.getProperty("java.class.path"));
        DocumentationTool tool = ToolProvider.getSystemDocumentationTool();
        try (StandardJavaFileManager files = tool.getStandardFileManager(null, null, null)) {
            var sources = files.getJavaFileObjectsFromPaths(sources());
            assertThat(tool.getTask(said, files, null, Listener.class, options, sources)
                            .call())
                    .as(said.toString())
                    .isTrue();
        }
    }

    /** The sources of the packages that are not left out; of those that are, the class path has what these need. */
    private static List<Path> sources() throws IOException {
        List<String> leftOut = List.of(between("excludePackageNames").split(":"));
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            Path root = PROJECT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> leftOut.stream().noneMatch(some -> isOf(some, root.relativize(file))))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    /** Whether a file is of a package, or of one below where its name ends in a star. */
    private static boolean isOf(String packages, Path file) {
        String name = Objects.requireNonNull(file.getParent()).toString().replace(File.separatorChar, '.');
        return packages.endsWith("*")
                ? name.startsWith(packages.substring(0, packages.length() - 1))
                : name.equals(packages);
    }

    private static String between(String tag) {
        var found = Pattern.compile("<" + tag + ">(.*?)</" + tag + ">").matcher(pom);
        assertThat(found.find()).as(tag).isTrue();
        return found.group(1);
    }

    private static List<Shown> shown(ElementKind kind) {
        return SHOWN.stream().filter(one -> one.kind() == kind).toList();
    }

    @Test
    void thePackagesAreThoseAUserImports() {
        Set<String> packages = new TreeSet<>();
        SHOWN.stream()
                .map(Shown::owner)
                .filter(owner -> owner.matches("[a-z.]+"))
                .forEach(packages::add);

        assertThat(packages)
                .containsExactly(
                        ROOT,
                        ROOT + ".cvm",
                        ROOT + ".lighthouse",
                        ROOT + ".micrometer",
                        ROOT + ".spi",
                        ROOT + ".testkit",
                        ROOT + ".testkit.junit");
    }

    @Test
    void noConstructorOfAnExceptionIsShown() {
        assertThat(shown(ElementKind.CONSTRUCTOR).stream().filter(Shown::isException))
                .isEmpty();
        assertThat(shown(ElementKind.METHOD).stream().filter(Shown::isException))
                .extracting(Shown::toString)
                .contains(ROOT + ".ImageSharingException.errorCode()");
    }

    @Test
    void ofTheSpiOnlyTheTypesInSignaturesAreShownAndNoneOfAPortsMethods() {
        assertThat(SHOWN.stream()
                        .filter(one -> one.owner().equals(ROOT + ".spi"))
                        .map(one -> one.name().replace(ROOT + ".spi.", "")))
                .containsExactlyInAnyOrder("Api", "CvmPort", "LighthousePort");
        assertThat(SHOWN).noneMatch(one -> one.owner().endsWith("Port"));
    }

    @Test
    void noPagesOfUsesAreWrittenWhichWouldListWhatIsHidden() {
        assertThat(between("use")).isEqualTo("false");
    }

    /** Whoever adds a member for another package alone, and forgets to hide it, mostly mentions what is hidden. */
    @Test
    void whatIsShownMentionsNothingThatIsNot() {
        Set<String> types = SHOWN.stream()
                .filter(one -> !MEMBERS.contains(one.kind()))
                .map(Shown::name)
                .collect(toSet());

        assertThat(types).contains(ROOT + ".ImageSharingService", ROOT + ".testkit.FakeTencentCloud");
        assertThat(SHOWN).allSatisfy(one -> assertThat(types).as(one.toString()).containsAll(one.mentions()));
    }

    @Test
    void theFirstPageBeginsWithTheExampleOfTheReadme() throws IOException {
        String readme = Files.readString(PROJECT.resolve("README.md"));
        String example = readme.substring(readme.indexOf("```java\n") + "```java\n".length());

        String page = Files.readString(PAGES.resolve("overview.html"));
        String shown = page.substring(page.indexOf("<code>") + "<code>".length(), page.indexOf("</code>"));

        assertThat(shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .isEqualTo(example.substring(0, example.indexOf("```")));
    }

    /** Other artifacts link to these packages, and the pages of all artifacts group them. */
    @Test
    void thePackagesOfCoreAreThoseInItsListAndItsGroup() throws IOException {
        assertThat(Files.readAllLines(PAGES.resolve("core/element-list"))).containsExactly(ROOT, ROOT + ".spi");
        assertThat(between("packages")).isEqualTo(ROOT + ":" + ROOT + ".spi");
    }

    @Test
    void everyPageNamesTheLicence() {
        assertThat(between("bottom")).contains("Apache-2.0");
    }
}
