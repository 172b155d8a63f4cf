package io.github.imagesharing.system;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.Credential;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.RequestQuota;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The arrows between the packages and the rules of the code. Each rule stands beside code that breaks it, so that no rule
 * guards nothing.
 */
class ArchitectureTest {

    private static final String ROOT = "io.github.imagesharing";
    private static final String SPI = ROOT + ".spi";
    private static final String TRANSPORT = ROOT + ".transport..";
    private static final String INTERNAL = ROOT + ".internal";
    private static final String FACTS = INTERNAL + ".facts";
    private static final String RULES = INTERNAL + ".rules";
    private static final String CHANGE = INTERNAL + ".change";
    private static final String COPY = INTERNAL + ".copy";
    private static final String TASKS = INTERNAL + ".tasks";
    private static final String QUOTA = INTERNAL + ".quota";
    private static final String OBSERVERS = INTERNAL + ".observers";
    private static final String[] CORE = {ROOT, SPI, TRANSPORT, INTERNAL + ".."};
    private static final String CVM = ROOT + ".cvm..";
    private static final String LIGHTHOUSE = ROOT + ".lighthouse..";
    private static final String MICROMETER = ROOT + ".micrometer..";
    private static final String TESTKIT = ROOT + ".testkit..";
    private static final String CLI = ROOT + ".cli..";
    private static final String ENGINES = ROOT + ".engines..";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** What reads a clock or sleeps, beside the classes of java.time. */
    private static final Map<String, Set<String>> CLOCKS = Map.of(
            System.class.getName(), Set.of("nanoTime", "currentTimeMillis"),
            Thread.class.getName(), Set.of("sleep"),
            TimeUnit.class.getName(), Set.of("sleep"),
            LockSupport.class.getName(), Set.of("park", "parkNanos", "parkUntil"));

    private static final DescribedPredicate<JavaClass> SETTINGS = describe(
            "are the settings, which hold the SDK's credential",
            one -> one.getName().startsWith(CloudSettings.class.getName())
                    || one.getSimpleName().equals("SettingValues"));

    private static ArchRule noArrow(String from, String... to) {
        return noArrow(new String[] {from}, to);
    }

    private static ArchRule noArrow(String[] from, String... to) {
        return noClasses().that().resideInAnyPackage(from).should().dependOnClassesThat(resideInAnyPackage(to));
    }

    /** A rule, and code that breaks it. */
    @SuppressWarnings("ImmutableEnumChecker") // a rule is not changed by what it checks
    enum Rule {
        CORE_KNOWS_NO_ADAPTER_AND_NO_TESTKIT(
                noArrow(CORE, CVM, LIGHTHOUSE, TESTKIT, CLI),
                "package io.github.imagesharing.internal; class A { io.github.imagesharing.cvm.CvmSharing cvm; }"),
        CORE_KNOWS_NO_MICROMETER(
                noArrow(CORE, MICROMETER, "io.micrometer.."),
                "package io.github.imagesharing; class A { io.micrometer.observation.Observation observation; }"),
        CVM_KNOWS_ONLY_CORE(
                noArrow(CVM, LIGHTHOUSE, TESTKIT, CLI),
                "package io.github.imagesharing.cvm.models; class A { io.github.imagesharing.testkit.Fault fault; }"),
        LIGHTHOUSE_KNOWS_ONLY_CORE(
                noArrow(LIGHTHOUSE, CVM, TESTKIT, CLI),
                "package io.github.imagesharing.lighthouse; class A { io.github.imagesharing.cvm.CvmSharing cvm; }"),
        TESTKIT_KNOWS_ONLY_CORE(
                noArrow(TESTKIT, CVM, LIGHTHOUSE, CLI),
                "package io.github.imagesharing.testkit.wire; class A { io.github.imagesharing.cvm.CvmSharing cvm; }"),
        MICROMETER_KNOWS_ONLY_CORE(
                noArrow(MICROMETER, CVM, LIGHTHOUSE, TESTKIT, CLI),
                "package io.github.imagesharing.micrometer; class A { io.github.imagesharing.cvm.CvmSharing cvm; }"),
        INTERNAL_IS_USED_BY_THE_FACADE_ALONE(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(ROOT, INTERNAL + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(INTERNAL + ".."),
                "package io.github.imagesharing.cvm; class A { io.github.imagesharing.internal.tasks.Tasks tasks; }"),
        TRANSPORT_IS_USED_BY_ADAPTERS_AND_THE_LOOPS_AROUND_WRITES_ALONE(
                noClasses()
                        .that(not(resideInAnyPackage(TRANSPORT, CHANGE, COPY, CVM, LIGHTHOUSE))
                                .and(not(SETTINGS)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(TRANSPORT),
                "package io.github.imagesharing.internal; class A { io.github.imagesharing.transport.RetryLoop loop; }"),
        SPI_KNOWS_NEITHER_TRANSPORT_NOR_INTERNAL(
                noArrow(SPI, TRANSPORT, INTERNAL + ".."),
                "package io.github.imagesharing.spi; class A { io.github.imagesharing.transport.ApiCaller caller; }"),
        TRANSPORT_KNOWS_NO_INTERNAL(
                noArrow(TRANSPORT, INTERNAL + ".."),
                "package io.github.imagesharing.transport; class A { io.github.imagesharing.internal.facts.Fact<A> a; }"),
        RULES_KNOW_FACTS_AND_VALUES_ONLY(
                classes()
                        .that()
                        .resideInAPackage(RULES)
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(
                                        RULES,
                                        FACTS,
                                        ROOT,
                                        "java.lang..",
                                        "java.util..",
                                        "java.time..", // as values; the clock is guarded below
                                        "com.google.common..",
                                        "org.jspecify..")
                                .or(simpleName("LighthouseImage"))),
                "package io.github.imagesharing.internal.rules; class A { io.github.imagesharing.spi.CvmPort cvm; }"),
        FACTS_KNOW_TASKS_ALONE(
                noArrow(FACTS, INTERNAL, RULES, CHANGE, COPY, QUOTA, TRANSPORT),
                "package io.github.imagesharing.internal.facts; class A { io.github.imagesharing.internal.ImageSharing i; }"),
        CHANGE_KNOWS_FACTS_ALONE(
                noArrow(CHANGE, INTERNAL, RULES, COPY, TASKS, QUOTA),
                "package io.github.imagesharing.internal.change; class A { io.github.imagesharing.internal.CallScope s; }"),
        COPY_KNOWS_RULES_AND_CHANGE_ALONE(
                noArrow(COPY, INTERNAL, FACTS, TASKS, QUOTA),
                "package io.github.imagesharing.internal.copy; class A { io.github.imagesharing.internal.ImageSharing i; }"),
        TASKS_KNOW_NOTHING_INSIDE(
                noArrow(TASKS, INTERNAL, FACTS, RULES, CHANGE, COPY, QUOTA, SPI, TRANSPORT),
                "package io.github.imagesharing.internal.tasks; class A { io.github.imagesharing.spi.Api api; }"),
        QUOTA_KNOWS_NOTHING_INSIDE(
                noArrow(QUOTA, INTERNAL, FACTS, RULES, CHANGE, COPY, TASKS, TRANSPORT),
                "package io.github.imagesharing.internal.quota; class A { io.github.imagesharing.internal.tasks.Tasks t; }"),
        OBSERVERS_KNOW_NOTHING_INSIDE(
                noArrow(OBSERVERS, INTERNAL, FACTS, RULES, CHANGE, COPY, TASKS, QUOTA, TRANSPORT),
                "package io.github.imagesharing.internal.observers; class A { io.github.imagesharing.internal.tasks.Tasks t; }"),
        OKHTTP_IS_IN_TRANSPORT_ALONE(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(TRANSPORT, ENGINES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("okhttp3.."),
                "package io.github.imagesharing.cvm; class A { okhttp3.Call call; }"),
        THE_SDK_IS_IN_TRANSPORT_AND_ADAPTERS_AND_THE_SETTINGS_CREDENTIAL(
                noClasses()
                        .that(resideInAnyPackage(CORE)
                                .and(not(resideInAPackage(TRANSPORT)))
                                .and(not(SETTINGS)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.tencentcloudapi.."),
                "package io.github.imagesharing.internal; class A { com.tencentcloudapi.common.Credential credential; }"),
        BUCKET4J_IS_IN_QUOTA_ALONE(
                noClasses()
                        .that(not(resideInAnyPackage(QUOTA, ENGINES))
                                .and(not(assignableTo(RequestQuota.class).and(resideInAPackage(ROOT)))))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.github.bucket4j.."),
                "package io.github.imagesharing; class A { io.github.bucket4j.Bucket bucket; }"),
        BUCKET4J_SHOWS_ONLY_WHERE_A_USER_GIVES_THE_ENGINE(
                codeUnits()
                        .that(describe("mention Bucket4j", ArchitectureTest::mentionsBucket4j))
                        .and()
                        .arePublic()
                        .and()
                        .areDeclaredInClassesThat()
                        .resideOutsideOfPackages(QUOTA, ENGINES)
                        .should()
                        .haveNameMatching("distributed"),
                "package io.github.imagesharing; public class A { public void a(io.github.bucket4j.Bucket b) {} }"),
        ENGINES_ARE_IN_THEIR_MODULE_ALONE(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ENGINES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("com.hazelcast..", "io.lettuce.."),
                "package io.github.imagesharing; class A { com.hazelcast.core.HazelcastInstance hazelcast; }"),
        OF_THE_SDK_ONLY_MODELS_AND_CREDENTIALS_ARE_USED(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ENGINES) // the benchmark races the SDK itself
                        .should()
                        .dependOnClassesThat(describe("are the SDK's machinery", ArchitectureTest::isMachinery)),
                "package io.github.imagesharing.cvm; class A { com.tencentcloudapi.common.CommonClient client; }"),
        TIME_COMES_FROM_ONE_PLACE(
                noClasses()
                        .that(resideInAnyPackage(CORE)
                                .or(resideInAnyPackage(CVM, LIGHTHOUSE))
                                .and(not(simpleName("SystemTime"))))
                        .should()
                        .callMethodWhere(describe("reads a clock or sleeps", call -> readsAClock(call.getTarget()))),
                "package io.github.imagesharing.internal; class A { long now() { return System.nanoTime(); } }",
                "package io.github.imagesharing.cvm; class B { Object now() { return java.time.Instant.now(); } }",
                """
                package io.github.imagesharing.internal.change;
                class C { void nap() throws InterruptedException { Thread.sleep(1); } }
                """,
                """
                package io.github.imagesharing.transport;
                class D { void nap() { java.util.concurrent.locks.LockSupport.parkNanos(1); } }
                """),
        NO_PUBLIC_METHOD_THROWS_A_CHECKED_EXCEPTION_BUT_THE_QUOTAS_WAITS(
                noMethods()
                        .that()
                        .arePublic()
                        .and()
                        .areDeclaredInClassesThat()
                        .resideInAnyPackage(ROOT, ROOT + ".cvm", ROOT + ".lighthouse")
                        .and()
                        .areDeclaredInClassesThat()
                        .arePublic()
                        .and(describe("are no wait of a quota", method -> !isWaitOfAQuota(method)))
                        .should(be(describe("declared to throw a checked exception", ArchitectureTest::throwsChecked))),
                "package io.github.imagesharing; public class A { public void a() throws java.io.IOException {} }",
                "package io.github.imagesharing.cvm; public class B { public void b() throws InterruptedException {} }"),
        EVERY_EXCEPTION_IS_OF_THE_SEALED_FAMILY(
                classes()
                        .that()
                        .areAssignableTo(Throwable.class)
                        .and()
                        .resideInAnyPackage(ROOT, SPI, INTERNAL + "..", CVM, LIGHTHOUSE)
                        .should()
                        .beAssignableTo(ImageSharingException.class),
                "package io.github.imagesharing; class A extends RuntimeException {}"),
        EVERY_EXCEPTION_IS_FINAL(
                classes()
                        .that()
                        .areAssignableTo(Exception.class)
                        .and()
                        .resideInAnyPackage(CORE)
                        .and()
                        .doNotHaveModifier(JavaModifier.ABSTRACT)
                        .should()
                        .haveModifier(JavaModifier.FINAL),
                "package io.github.imagesharing; class A extends RuntimeException {}"),
        INHERITANCE_SPLITS_NO_CLASS(
                noClasses()
                        .that(not(assignableTo(Throwable.class)))
                        .should(be(describe("a subclass of a class of ours", ArchitectureTest::extendsOneOfOurs))),
                "package io.github.imagesharing; class A { } class B extends A { }"),
        ADAPTERS_OFFER_CONNECT_AND_NOTHING_OF_THE_WIRE(
                methods()
                        .that()
                        .arePublic()
                        .and()
                        .areDeclaredInClassesThat()
                        .haveSimpleNameEndingWith("Sharing")
                        .and()
                        .areDeclaredInClassesThat()
                        .resideInAnyPackage(CVM, LIGHTHOUSE)
                        .should()
                        .haveName("connect"),
                "package io.github.imagesharing.cvm; public class ASharing { public void changeAccess() {} }"),
        NO_CLASS_IS_A_GRAB_BAG(
                noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Common)"),
                "package io.github.imagesharing; class StringUtils {}"),
        ACCESSORS_HAVE_NO_PREFIX(
                noMethods()
                        .that()
                        .arePublic()
                        .and()
                        .areDeclaredInClassesThat()
                        .resideInAnyPackage(ROOT, SPI, ROOT + ".testkit")
                        .and()
                        .doNotHaveModifier(JavaModifier.SYNTHETIC)
                        .should()
                        .haveNameMatching("get[A-Z].*"),
                "package io.github.imagesharing; public class A { public int getA() { return 1; } }");

        private final ArchRule rule;
        private final List<String> broken;

        Rule(ArchRule rule, String... broken) {
            this.rule = rule.allowEmptyShould(true);
            this.broken = List.of(broken);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHouseKeepsTheRule(Rule rule) {
        rule.rule.check(OURS);
    }

    @ParameterizedTest
    @EnumSource
    void codeThatBreaksTheRuleIsFound(Rule rule, @TempDir Path classes) {
        assertThat(rule.broken).isNotEmpty().allSatisfy(source -> {
            Path compiled = Files.createTempDirectory(classes, "broken");
            compile(source, compiled);
            assertThat(rule.rule
                            .evaluate(new ClassFileImporter().importPath(compiled))
                            .hasViolation())
                    .as(source)
                    .isTrue();
        });
    }

    private static void compile(String source, Path classes) {
        Matcher name = Pattern.compile("(?:class) (\\w+)").matcher(source);
        assertThat(name.find()).isTrue();
        DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///" + name.group(1) + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .getTask(null, null, errors, options, null, List.of(file))
                        .call())
                .as(() -> errors.getDiagnostics().stream()
                        .map(Diagnostic::toString)
                        .toList()
                        .toString())
                .isTrue();
    }

    private static boolean mentionsBucket4j(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                .anyMatch(type -> type.getPackageName().startsWith("io.github.bucket4j"));
    }

    private static boolean isMachinery(JavaClass one) {
        JavaClass element = one.getBaseComponentType();
        return element.getPackageName().startsWith("com.tencentcloudapi")
                && !element.isAssignableTo(AbstractModel.class)
                && !element.getName().startsWith(Credential.class.getName());
    }

    private static boolean readsAClock(AccessTarget.CodeUnitCallTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        if (owner.startsWith("java.time.")) {
            return name.equals("now") || name.startsWith("system");
        }
        return CLOCKS.getOrDefault(owner, Set.of()).contains(name);
    }

    private static boolean isWaitOfAQuota(JavaMethod method) {
        boolean isForAPermit = method.getOwner().isAssignableTo(RequestQuota.class)
                && method.getName().equals("await");
        boolean isToSend = method.getOwner().isAssignableTo(RequestQuota.Permit.class)
                && method.getName().equals("awaitSend");
        return isForAPermit || isToSend;
    }

    private static boolean throwsChecked(JavaMethod method) {
        return method.getThrowsClause().stream()
                .map(declaration -> declaration.getRawType())
                .anyMatch(type -> type.isAssignableTo(Exception.class) && !type.isAssignableTo(RuntimeException.class));
    }

    private static boolean extendsOneOfOurs(JavaClass one) {
        return one.getRawSuperclass()
                .filter(parent -> parent.getPackageName().startsWith(ROOT))
                .filter(parent -> !one.isAnonymousClass() && !parent.isEnum())
                .isPresent();
    }
}
