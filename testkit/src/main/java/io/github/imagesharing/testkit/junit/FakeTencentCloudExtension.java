package io.github.imagesharing.testkit.junit;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.ImageSharingService;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Starts a new {@link FakeTencentCloud} for each JUnit test and closes it after the test, however that ends. For use with
 * {@link FakeCloud}, {@code @ExtendWith} or {@code @RegisterExtension}: one of them, since two would each give a test its
 * parameters.
 *
 * <p>Parameters of these types are filled in, in test methods, in methods before and after each test, and in constructors
 * of test classes with one instance for each test:
 *
 * <ul>
 *   <li>{@link FakeTencentCloud}, the cloud of this test;
 *   <li>{@link CloudSettings}, which lead to that cloud, with the region of {@link FakeCloud} or {@code ap-guangzhou};
 *   <li>{@link ImageSharingService}, connected with these settings, with each product whose module the test has: needs
 *       {@code image-sharing-cvm} or {@code image-sharing-lighthouse}. It is closed before the cloud.
 * </ul>
 *
 * <p>A {@link FakeCloud} that names no region or a negative number of images is an {@link ExtensionConfigurationException}.
 *
 * <p>When a test fails, the last requests to its cloud are published as the report entry {@code fake cloud}: what was asked and
 * how it was refused, without keys and signatures.
 *
 * <p>Keeps no state of its own, so tests may run in parallel.
 */
public final class FakeTencentCloudExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    static final String REGION = "ap-guangzhou";

    private static final Set<Class<?>> TYPES =
            Set.of(FakeTencentCloud.class, CloudSettings.class, ImageSharingService.class);
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(FakeTencentCloudExtension.class);

    /** Makes the extension; {@code @ExtendWith} needs this. */
    public FakeTencentCloudExtension() {}

    /**
     * Starts the cloud of this test, unless the constructor of the test class has asked for it before.
     *
     * @throws ExtensionConfigurationException if {@link FakeCloud} names no region or a negative number of images
     * @hidden
     */
    @Override
    public void beforeEach(ExtensionContext context) {
        cloud(context);
    }

    /**
     * Closes what this test was given.
     *
     * @hidden
     */
    @Override
    public void afterEach(ExtensionContext context) {
        // JUnit before 5.13 closes no AutoCloseable that is left in the store.
        TestCloud cloud = store(context).remove(TestCloud.class, TestCloud.class);
        if (cloud == null) {
            return;
        }
        try (cloud) {
            if (context.getExecutionException()
                    .filter(FakeTencentCloudExtension::isFailure)
                    .isPresent()) {
                context.publishReportEntry("fake cloud", cloud.requests());
            }
        }
    }

    /**
     * Supports the three types, outside of static methods and of constructors that serve a whole class.
     *
     * @hidden
     */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType())
                && !Modifier.isStatic(parameter.getDeclaringExecutable().getModifiers())
                && context.getTestMethod().isPresent();
    }

    /**
     * Gives one of the three.
     *
     * @hidden
     */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestCloud cloud = cloud(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == ImageSharingService.class) {
            return cloud.sharing();
        }
        return type == CloudSettings.class ? cloud.settings() : cloud.cloud();
    }

    /**
     * Lets a constructor with parameters get the cloud of its test.
     *
     * @hidden
     */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    private static TestCloud cloud(ExtensionContext context) {
        TestCloud running = store(context).get(TestCloud.class, TestCloud.class);
        if (running != null) {
            return running;
        }
        TestCloud cloud = start(context);
        store(context).put(TestCloud.class, cloud); // closed by JUnit if the test ends before afterEach
        return cloud;
    }

    /** As the nearest annotation says: of the method, its class, or the classes around that. */
    private static TestCloud start(ExtensionContext context) {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            Optional<FakeCloud> said = AnnotationSupport.findAnnotation(at.get().getElement(), FakeCloud.class);
            if (said.isPresent()) {
                return start(said.get(), at.get().getDisplayName());
            }
            at = at.get().getParent();
        }
        return TestCloud.start(Region.of(REGION), 0);
    }

    private static TestCloud start(FakeCloud said, String where) {
        try {
            return TestCloud.start(Region.of(said.region()), said.images());
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@FakeCloud of " + where + ": " + e.getMessage(), e);
        }
    }

    private static boolean isFailure(Throwable thrown) {
        return !(thrown instanceof TestAbortedException);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
