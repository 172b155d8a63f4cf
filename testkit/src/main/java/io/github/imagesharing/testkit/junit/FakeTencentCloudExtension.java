package io.github.imagesharing.testkit.junit;

import io.github.imagesharing.CloudSettings;
import io.github.imagesharing.Region;
import io.github.imagesharing.testkit.FakeTencentCloud;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a new {@link FakeTencentCloud} for each JUnit test and closes it after the test, for use with
 * {@code @ExtendWith} or {@code @RegisterExtension}.
 *
 * <p>Parameters of these types are filled in, in test methods, in methods before and after each test, and in constructors
 * of test classes with one instance for each test:
 *
 * <ul>
 *   <li>{@link FakeTencentCloud}, the cloud of this test;
 *   <li>{@link CloudSettings}, which lead to that cloud, with region {@code ap-guangzhou}.
 * </ul>
 *
 * <p>Keeps no state of its own, so tests may run in parallel.
 */
public final class FakeTencentCloudExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Region REGION = Region.of("ap-guangzhou");
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(FakeTencentCloudExtension.class);

    /** Makes the extension; {@code @ExtendWith} needs this. */
    public FakeTencentCloudExtension() {}

    /** Starts the cloud of this test, unless the constructor of the test class has asked for it before. */
    @Override
    public void beforeEach(ExtensionContext context) {
        cloud(context);
    }

    /** Closes the cloud of this test. */
    @Override
    public void afterEach(ExtensionContext context) {
        // JUnit before 5.13 closes no AutoCloseable that is left in the store.
        FakeTencentCloud cloud = store(context).remove(FakeTencentCloud.class, FakeTencentCloud.class);
        if (cloud != null) {
            cloud.close();
        }
    }

    /** Supports the two types, outside of static methods and of constructors that serve a whole class. */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return (type == FakeTencentCloud.class || type == CloudSettings.class)
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        FakeTencentCloud cloud = cloud(context);
        return parameter.getParameter().getType() == CloudSettings.class ? cloud.settings(REGION) : cloud;
    }

    /** Lets a constructor with parameters get the cloud of its test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    private static FakeTencentCloud cloud(ExtensionContext context) {
        FakeTencentCloud running = store(context).get(FakeTencentCloud.class, FakeTencentCloud.class);
        if (running != null) {
            return running;
        }
        FakeTencentCloud cloud = FakeTencentCloud.start();
        store(context).put(FakeTencentCloud.class, cloud); // closed by JUnit if the test ends before afterEach
        return cloud;
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
