package io.hookgate.adapter.callbackcrypto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A published or independently computed case of the family's cryptography. */
record Vector(String id, String kind, JsonNode inputs, JsonNode expect) {

    static Stream<Vector> all() {
        try (InputStream file = Vector.class.getResourceAsStream("vectors.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(file).spliterator(), false)
                    .map(node -> new Vector(
                            node.get("id").asText(), node.get("kind").asText(), node.get("inputs"), node.get("expect")))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Vector> ofKind(String kind) {
        return all().filter(vector -> vector.kind().equals(kind));
    }

    static Vector byId(String id) {
        return all().filter(vector -> vector.id().equals(id)).findFirst().orElseThrow();
    }

    CallbackKeys keys() {
        return CallbackKeys.of(input("token", "any"), input("aes_key"));
    }

    CallbackCrypto crypto() {
        return new CallbackCrypto(keys(), ReceiveIds.anyOf(List.of(input("receive_id"))));
    }

    /** What arrives: the vector's own ciphertext and signature, or those that it expects. */
    SealedMessage sealed() {
        JsonNode cipher = inputs.has("encrypt") ? inputs : expect;
        String signature = cipher.has("signature")
                ? cipher.get("signature").asText()
                : keys().signature(timestamp(), nonce(), cipher.get("encrypt").asText());
        return new SealedMessage(
                signature, timestamp(), nonce(), cipher.get("encrypt").asText());
    }

    String timestamp() {
        return input("timestamp", "1");
    }

    String nonce() {
        return input("nonce", "2");
    }

    byte[] plaintext() {
        JsonNode side = inputs.has("plaintext") ? inputs : expect;
        return side.get("plaintext").asText().getBytes(StandardCharsets.UTF_8);
    }

    String input(String name) {
        return inputs.get(name).asText();
    }

    private String input(String name, String fallback) {
        return inputs.path(name).asText(fallback);
    }

    @Override
    public String toString() {
        return id;
    }
}
