package io.github.imagesharing.internal.quota;

import io.github.imagesharing.spi.Printable;
import java.io.ObjectStreamException;
import java.util.regex.Pattern;

/**
 * Why the engine of a distributed quota is not used.
 *
 * <p>It answers an engine that is not down but set up wrongly: its members lack a class, or its user may not write. Nothing
 * heals that but a person, who has to be told so. Shown by {@code EngineFaultTest}.
 *
 * @param cause what the engine's client threw
 */
record EngineFault(Throwable cause) {

    /** Answers of Redis to a client that it will refuse again. */
    private static final Pattern REFUSED_BY_REDIS = Pattern.compile("\\b(READONLY|NOPERM|WRONGPASS|NOAUTH)\\b");

    /** Causes are not followed further, for they may go round in a circle. */
    private static final int MOST_CAUSES = 20;

    /** Whether it will not heal by itself, as far as one can tell. */
    boolean isMisconfigured() {
        Throwable one = cause;
        for (int i = 0; i < MOST_CAUSES && one != null; i++) {
            if (isOfTheSetup(one)) {
                return true;
            }
            one = one.getCause();
        }
        return false;
    }

    /** Serialization of an engine's own has no type in common, but a name. */
    private static boolean isOfTheSetup(Throwable one) {
        return (one instanceof Error && !(one instanceof VirtualMachineError))
                || one instanceof ClassNotFoundException
                || one instanceof UnsupportedOperationException
                || one instanceof ObjectStreamException
                || one.getClass().getSimpleName().contains("Serializ")
                || (one.getMessage() != null
                        && REFUSED_BY_REDIS.matcher(one.getMessage()).find());
    }

    /** What is wrong, in a few words. */
    @Override
    public String toString() {
        return isMisconfigured()
                ? "is misconfigured, which will not heal by itself: " + Printable.of(String.valueOf(cause))
                : "does not answer";
    }
}
