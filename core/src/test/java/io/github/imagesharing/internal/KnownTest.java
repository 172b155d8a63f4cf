package io.github.imagesharing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import org.junit.jupiter.api.Test;

class KnownTest {

    @Test
    void aFactIsHadOrSaysWhyNot() {
        ServiceFailureException why = new ServiceFailureException(Details.client(null, "unreadable", null));
        assertThat(new Known.Value<>("fact").orThrow()).isEqualTo("fact");
        assertThatThrownBy(() -> new Known.Not<>(why).orThrow()).isSameAs(why);
        assertThatThrownBy(() -> new Known.Skipped<>().orThrow())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("was not asked for");
    }
}
