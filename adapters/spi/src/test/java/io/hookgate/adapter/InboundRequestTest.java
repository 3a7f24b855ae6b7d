package io.hookgate.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboundRequestTest {

    @Test
    void findsHeadersWhateverTheirCase() {
        InboundRequest request = request(Map.of("X-Signature", List.of("a", "b")), Map.of());

        assertThat(request.header("x-signature")).contains("a");
        assertThat(request.headerValues("X-SIGNATURE")).containsExactly("a", "b");
        assertThat(request.header("other")).isEmpty();
        assertThat(request.headerValues("other")).isEmpty();
    }

    @Test
    void joinsHeadersThatDifferInCaseOnly() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("A", List.of("1"));
        headers.put("a", List.of("2"));

        assertThat(request(headers, Map.of()).headerValues("a")).containsExactly("1", "2");
    }

    @Test
    void keepsTheOrderAndTheCaseOfTheQuery() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String name : List.of("z", "timeStamp", "a", "timestamp", "M")) {
            query.put(name, List.of(name + "1", name + "2"));
        }

        InboundRequest request = request(Map.of(), query);

        assertThat(request.query().keySet()).containsExactly("z", "timeStamp", "a", "timestamp", "M");
        assertThat(request.queryParameter("timestamp")).contains("timestamp1");
        assertThat(request.queryParameter("TIMESTAMP")).isEmpty();
    }

    @Test
    void cannotBeChangedFromOutside() {
        List<String> values = new ArrayList<>(List.of("1"));
        Map<String, List<String>> query = new LinkedHashMap<>(Map.of("a", values));
        InboundRequest request = request(query, query);
        values.add("2");
        query.clear();

        assertThat(request.headerValues("a")).containsExactly("1");
        assertThat(request.query()).containsEntry("a", List.of("1"));
        assertThatThrownBy(() -> request.headers().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> request.query().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void namesTheMethodInUpperCase() {
        assertThat(request(Map.of(), Map.of()).method()).isEqualTo("POST");
    }

    @Test
    void showsNothingOfItsContent() {
        assertThat(request(Map.of("authorization", List.of("s3cret")), Map.of("key", List.of("s3cret"))))
                .hasToString("InboundRequest[POST, 6 bytes]");
    }

    private static InboundRequest request(Map<String, List<String>> headers, Map<String, List<String>> query) {
        return new InboundRequest(
                "post",
                URI.create("https://gateway.example/in/s3cret"),
                headers,
                query,
                new byte[] {'s', '3', 'c', 'r', 'e', 't'},
                "127.0.0.1");
    }
}
