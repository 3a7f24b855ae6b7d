package io.hookgate.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookgate.tenant.http.ApiProblem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaFormTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA = """
            {"properties": {
                "region": {"type": "string", "title": "Region", "enum": ["eu", "us"], "default": "eu"},
                "tolerance": {"type": "integer"},
                "strict": {"type": "boolean"},
                "ids": {"type": "array", "items": {"type": "string"}},
                "mapping": {"type": "object"},
                "token": {"type": "string", "writeOnly": true}},
             "required": ["ids"]}
            """;

    @Test
    void asksForWhatMustBeThereFirst() {
        assertThat(form("{}").inputs())
                .extracting(SchemaForm.Input::property)
                .startsWith("ids")
                .contains("region", "tolerance", "strict", "mapping", "token");
    }

    @Test
    void readsEachKindOfValue() {
        Form form = new Form(Map.of(
                "settings.region", "us",
                "settings.tolerance", " 30 ",
                "settings.strict", "true",
                "settings.ids", "a\n\n b \n",
                "settings.mapping", "{\"id\": \"$.id\"}",
                "settings.token", " kept as it is "));
        assertThat(form("{}").read(form, JSON)).isEqualTo(tree("""
                {"ids": ["a", "b"], "region": "us", "tolerance": 30, "strict": true, "mapping": {"id": "$.id"},
                 "token": " kept as it is "}
                """));
    }

    @Test
    void leavesOutWhatIsEmpty() {
        assertThat(form("{}").read(Form.EMPTY, JSON)).isEqualTo(tree("{\"strict\": false}"));
    }

    @Test
    void showsDefaultsAndWhatIsStoredButNoSecret() {
        SchemaForm form = form("{\"ids\": [\"a\", \"b\"], \"token\": true}");
        assertThat(input(form, "region").value()).isEqualTo("eu");
        assertThat(input(form, "ids").value()).isEqualTo("a\nb");
        assertThat(input(form, "token").value()).isEmpty();
        assertThat(input(form, "token").set()).isTrue();
    }

    @Test
    void forgetsSecretsWhenTheFormIsShownAgain() {
        SchemaForm again = form("{}").entered(new Form(Map.of("settings.token", "secret", "settings.ids", "a")));
        assertThat(input(again, "token").value()).isEmpty();
        assertThat(input(again, "ids").value()).isEqualTo("a");
    }

    @Test
    void saysWhereANumberIsNone() {
        Form form = new Form(Map.of("settings.tolerance", "long"));
        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(() -> form("{}").read(form, JSON))
                .satisfies(problem -> assertThat(problem.faults())
                        .extracting(ApiProblem.Fault::pointer)
                        .containsExactly("/settings/tolerance"));
    }

    private static SchemaForm.Input input(SchemaForm form, String property) {
        return form.inputs().stream()
                .filter(input -> input.property().equals(property))
                .findFirst()
                .orElseThrow();
    }

    private static SchemaForm form(String values) {
        return SchemaForm.of("settings", tree(SCHEMA), tree(values));
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
