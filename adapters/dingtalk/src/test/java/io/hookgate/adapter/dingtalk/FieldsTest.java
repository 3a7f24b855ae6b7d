package io.hookgate.adapter.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void prefersTheExactSpelling() {
        JsonNode object = json("{\"corpid\":1,\"corpId\":2,\"CorpId\":3,\"corp_id\":4}");

        assertThat(Fields.find(object, "CorpId").asInt()).isEqualTo(3);
        assertThat(Fields.find(object, "corp_id").asInt()).isEqualTo(4);
        assertThat(Fields.find(object, "CORPID").asInt()).isEqualTo(1);
    }

    @Test
    void findsNothingInWhatIsNoObject() {
        assertThat(Fields.find(json("[1]"), "a").isMissingNode()).isTrue();
        assertThat(Fields.find(json("\"a\""), "a").isMissingNode()).isTrue();
    }

    @Test
    void takesTextsAndWholeNumbersOnly() {
        JsonNode object =
                json("{\"a\":\" \",\"b\":null,\"c\":1.5,\"d\":{},\"e\":true,\"f\":12345678901234567890,\"g\":\"x\"}");

        assertThat(Fields.text(object, "a", "b", "c", "d", "e", "f", "g")).contains("12345678901234567890");
        assertThat(Fields.text(object, "g")).contains("x");
        assertThat(Fields.text(object, "a", "b", "c", "d", "e", "h")).isEmpty();
    }

    private static JsonNode json(String text) {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
