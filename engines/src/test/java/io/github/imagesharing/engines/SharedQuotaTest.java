package io.github.imagesharing.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
class SharedQuotaTest {

    /** How many are refused depends on how busy this machine is; that none is lost does not. */
    @Test
    void bothMachinesShareAllTheirImages() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            SharedQuota.main();
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .matches(
                        "(this machine: BatchReport\\[12 images: 12 changed, .*\\R){2}\\d+ requests were refused as one too many\\R");
    }
}
