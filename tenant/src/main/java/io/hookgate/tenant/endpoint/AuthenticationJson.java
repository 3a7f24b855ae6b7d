package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.Authentication;
import io.hookgate.tenant.Authentication.ApiKey;
import io.hookgate.tenant.Authentication.Basic;
import io.hookgate.tenant.Authentication.Bearer;
import io.hookgate.tenant.Authentication.ClientCredentials;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.ApiProblem.Fault;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** How Hookgate authenticates to an endpoint, as the API has it; also the form in which it is stored, encrypted. */
final class AuthenticationJson {
    private static final String FIELD = "/authentication";
    private static final int MAX_TEXT = 4096;
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern NO_CONTROLS = Pattern.compile("\\P{Cntrl}+");
    private static final Set<String> SECRETS = Set.of("password", "token", "value", "clientSecret");

    private AuthenticationJson() {}

    /**
     * Reads it.
     *
     * @throws ApiProblem with the place and the reason, when it is not acceptable
     */
    static Authentication read(JsonNode json) {
        if (!json.isObject()) {
            throw ApiProblem.invalid(FIELD, "must be an object with a 'type'");
        }
        return switch (json.path("type").asText()) {
            case "none" -> {
                fields(json, Set.of("type"));
                yield new Authentication.None();
            }
            case "basic" -> basic(fields(json, Set.of("type", "username", "password")));
            case "bearer" -> new Bearer(visible(fields(json, Set.of("type", "token")), "token"));
            case "api-key" -> apiKey(fields(json, Set.of("type", "in", "name", "value")));
            case "oauth2" ->
                clientCredentials(fields(
                        json,
                        Set.of(
                                "type",
                                "tokenUrl",
                                "clientId",
                                "clientSecret",
                                "scope",
                                "audience",
                                "clientAuthentication")));
            default ->
                throw ApiProblem.invalid(FIELD + "/type", "must be 'none', 'basic', 'bearer', 'api-key' or 'oauth2'");
        };
    }

    /** Writes it as {@link #read} takes it, secrets included. */
    static ObjectNode write(Authentication authentication) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (authentication instanceof Basic basic) {
            json.put("type", "basic").put("username", basic.username()).put("password", basic.password());
        } else if (authentication instanceof Bearer bearer) {
            json.put("type", "bearer").put("token", bearer.token());
        } else if (authentication instanceof ApiKey key) {
            json.put("type", "api-key")
                    .put("in", key.inQuery() ? "query" : "header")
                    .put("name", key.name())
                    .put("value", key.value());
        } else if (authentication instanceof ClientCredentials client) {
            json.put("type", "oauth2")
                    .put("tokenUrl", client.tokenUrl().toString())
                    .put("clientId", client.clientId())
                    .put("clientSecret", client.clientSecret())
                    .put("clientAuthentication", client.inBody() ? "body" : "basic");
            client.scope().ifPresent(scope -> json.put("scope", scope));
            client.audience().ifPresent(audience -> json.put("audience", audience));
        } else {
            json.put("type", "none");
        }
        return json;
    }

    /** As it is shown: secrets masked. */
    static ObjectNode masked(Authentication authentication) {
        ObjectNode json = write(authentication);
        SECRETS.stream().filter(json::has).forEach(name -> json.put(name, StaticHeaders.MASK));
        return json;
    }

    /** Puts secrets back that a client has read masked and sent again. */
    static JsonNode unmasked(JsonNode sent, Authentication stored) {
        ObjectNode known = write(stored);
        if (!(sent instanceof ObjectNode) || !known.path("type").equals(sent.path("type"))) {
            return sent;
        }
        ObjectNode result = sent.deepCopy();
        for (Map.Entry<String, JsonNode> field : known.properties()) {
            boolean isMasked =
                    StaticHeaders.MASK.equals(result.path(field.getKey()).asText());
            if (SECRETS.contains(field.getKey()) && isMasked) {
                result.set(field.getKey(), field.getValue());
            }
        }
        return result;
    }

    private static Fields fields(JsonNode json, Set<String> allowed) {
        return new Fields(json, FIELD, allowed);
    }

    private static Basic basic(Fields fields) {
        String username = printable(fields, "username");
        if (username.contains(":")) {
            throw ApiProblem.invalid(fields.at("username"), "must not have a colon (RFC 7617)");
        }
        return new Basic(username, printable(fields, "password"));
    }

    private static ApiKey apiKey(Fields fields) {
        String place = fields.has("in") ? fields.text("in", MAX_TEXT) : "header";
        if (!place.equals("header") && !place.equals("query")) {
            throw ApiProblem.invalid(fields.at("in"), "must be 'header' or 'query'");
        }
        String name = visible(fields, "name");
        String value = visible(fields, "value");
        if (place.equals("header")) {
            List<Fault> faults = StaticHeaders.faults(Map.of(name, value));
            if (!faults.isEmpty()) {
                throw ApiProblem.invalid(fields.at("name"), faults.get(0).reason());
            }
        }
        return new ApiKey(name, value, place.equals("query"));
    }

    private static ClientCredentials clientCredentials(Fields fields) {
        String url = fields.text("tokenUrl", TargetUrl.MAX_LENGTH);
        TargetUrl.fault(url).ifPresent(reason -> {
            throw ApiProblem.invalid(fields.at("tokenUrl"), reason);
        });
        String client = fields.has("clientAuthentication") ? fields.text("clientAuthentication", MAX_TEXT) : "basic";
        if (!client.equals("basic") && !client.equals("body")) {
            throw ApiProblem.invalid(fields.at("clientAuthentication"), "must be 'basic' or 'body'");
        }
        return new ClientCredentials(
                URI.create(url),
                printable(fields, "clientId"),
                printable(fields, "clientSecret"),
                fields.optionalText("scope", MAX_TEXT),
                fields.optionalText("audience", MAX_TEXT),
                client.equals("body"));
    }

    private static String printable(Fields fields, String name) {
        return matching(NO_CONTROLS, "must not have control characters", fields, name);
    }

    private static String visible(Fields fields, String name) {
        return matching(VISIBLE, "must have visible ASCII characters only", fields, name);
    }

    private static String matching(Pattern pattern, String reason, Fields fields, String name) {
        String text = fields.text(name, MAX_TEXT);
        if (text.equals(StaticHeaders.MASK)) {
            throw ApiProblem.invalid(fields.at(name), "is a mask and no value");
        }
        if (!pattern.matcher(text).matches()) {
            throw ApiProblem.invalid(fields.at(name), reason);
        }
        return text;
    }
}
