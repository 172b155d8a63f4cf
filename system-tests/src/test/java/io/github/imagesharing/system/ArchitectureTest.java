package io.github.imagesharing.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingException;
import io.github.imagesharing.RequestQuota;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows of the house: examples -> testkit, cvm, lighthouse -> core, and the SDK behind one seam. */
class ArchitectureTest {

    private static final String ROOT = "io.github.imagesharing";
    private static final String SPI = ROOT + ".spi";
    private static final String TRANSPORT = ROOT + ".transport";
    private static final String INTERNAL = ROOT + ".internal";
    private static final String QUOTA = INTERNAL + ".quota";
    private static final String CVM = ROOT + ".cvm";
    private static final String LIGHTHOUSE = ROOT + ".lighthouse";
    private static final String TESTKIT = ROOT + ".testkit";
    private static final String EXAMPLES = ROOT + ".examples..";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void coreKnowsNoProductsAdapterAndNoTestkit() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT, SPI, TRANSPORT, INTERNAL + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CVM, LIGHTHOUSE, TESTKIT, EXAMPLES)
                .check(OURS);
    }

    @Test
    void adaptersAndTestkitKnowOnlyCore() {
        noClasses()
                .that()
                .resideInAPackage(CVM)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LIGHTHOUSE, TESTKIT, EXAMPLES)
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage(LIGHTHOUSE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CVM, TESTKIT, EXAMPLES)
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage(TESTKIT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CVM, LIGHTHOUSE, EXAMPLES)
                .check(OURS);
    }

    @Test
    void internalIsNobodysBusiness() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, INTERNAL + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL + "..")
                .check(OURS);
    }

    @Test
    void theSdkShowsOnlyInTheSettingsCredential() {
        noClasses()
                .that(resideInAPackage(ROOT)
                        .and(not(belongToAnyOf(CloudSettings.class)))
                        .and(not(simpleName("SettingValues"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.tencentcloudapi..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.tencentcloudapi..", "okhttp3..")
                .check(OURS);
    }

    @Test
    void bucket4jShowsOnlyInTheDistributedQuotasEngine() {
        DescribedPredicate<JavaCodeUnit> mentionBucket4j = DescribedPredicate.describe(
                "mention Bucket4j",
                unit -> Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                        .anyMatch(type -> type.getPackageName().startsWith("io.github.bucket4j")));
        codeUnits()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(EXAMPLES)
                .and(mentionBucket4j)
                .should()
                .haveFullName(RequestQuota.class.getName() + ".distributed(" + ProxyManager.class.getName() + ")")
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, QUOTA, EXAMPLES)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.bucket4j..")
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackage(EXAMPLES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.hazelcast..", "io.lettuce..")
                .check(OURS);
    }

    @Test
    void onlyTheOnePlaceThatMakesCallsCatchesWhatTheSdkThrows() {
        DescribedPredicate<JavaClass> catchesTheSdksException = DescribedPredicate.describe(
                "catch the SDK's exception",
                one -> one.getCodeUnits().stream()
                        .flatMap(unit -> unit.getTryCatchBlocks().stream())
                        .flatMap(block -> block.getCaughtThrowables().stream())
                        .anyMatch(caught -> caught.isEquivalentTo(TencentCloudSDKException.class)));
        // The benchmark among the examples races the SDK itself.
        classes()
                .that(catchesTheSdksException)
                .should()
                .resideInAnyPackage(TRANSPORT, EXAMPLES)
                .check(OURS);
    }

    @Test
    void noMethodThrowsACheckedException() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(ROOT, CVM, LIGHTHOUSE)
                .should()
                .notDeclareThrowableOfType(Exception.class)
                .check(OURS);
    }

    @Test
    void everyExceptionIsFinalAndOfTheSealedFamily() {
        classes()
                .that()
                .areAssignableTo(RuntimeException.class)
                .and()
                .resideInAPackage(ROOT)
                .should()
                .beAssignableTo(ImageSharingException.class)
                .check(OURS);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Common)")
                .check(OURS);
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(ROOT)
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .haveNameMatching("get[A-Z].*")
                .check(OURS);
    }
}
