package io.hookgate.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdapterRegistryTest {

    @Test
    void findsAdaptersByTheirIdAndListsThemInOrder() {
        SourceAdapter second = new Named("second");
        AdapterRegistry registry = new AdapterRegistry(List.of(second, new Named("first")));

        assertThat(registry.find("second")).containsSame(second);
        assertThat(registry.find("Second")).isEmpty();
        assertThat(registry.descriptions()).extracting(AdapterDescription::id).containsExactly("first", "second");
    }

    @Test
    void refusesTwoAdaptersWithOneId() {
        assertThatThrownBy(() -> new AdapterRegistry(List.of(new Named("a"), new Named("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a");
    }

    private record Named(String id) implements SourceAdapter {
        @Override
        public AdapterDescription description() {
            return new AdapterDescription(id, id, id, "{}", "{}", id, List.of(), "{}", List.of());
        }

        @Override
        public ConfiguredSource configure(SourceConfiguration configuration) {
            return (request, documents, now) -> new AdapterResult.Accepted(List.of(), Reply.empty(200));
        }
    }
}
