package io.github.imagesharing.internal.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imagesharing.ImageSharingException.Details;
import io.github.imagesharing.ServiceFailureException;
import org.junit.jupiter.api.Test;

class FactTest {

    @Test
    void aFactIsHadOrSaysWhyNot() {
        ServiceFailureException why = new ServiceFailureException(Details.client(null, "unreadable", null));
        assertThat(new Fact.Known<>("fact").orThrow()).isEqualTo("fact");
        assertThatThrownBy(() -> new Fact.Unavailable<>(why).orThrow()).isSameAs(why);
        assertThatThrownBy(() -> new Fact.Skipped<>().orThrow())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("was not asked for");
    }
}
