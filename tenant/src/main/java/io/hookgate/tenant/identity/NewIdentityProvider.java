package io.hookgate.tenant.identity;

import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.Role;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An identity provider as it is put; what is null is the platform's setting, or a default that the field tells. */
@Schema(name = "NewIdentityProvider")
public record NewIdentityProvider(
        @NotNull
        @Size(max = 500)
        @Schema(
                description = "As the provider's discovery document names it; https, or http on this machine",
                examples = "https://acme.okta.com/oauth2/default")
        String issuer,

        @NotBlank @Size(max = 200) @Schema(required = true) String clientId,

        @Size(min = 1, max = 1000)
        @Schema(
                writeOnly = true,
                description = "Never shown. Absent: the one that is stored stays, if issuer and client do; a public"
                        + " client has none")
        @Nullable
        String clientSecret,

        @Size(min = 1, max = 500)
        @Schema(description = "What access tokens for the API must name; the client if absent")
        @Nullable
        String audience,

        @Size(max = 20) @Schema(description = "Asked for beside openid; profile and email if absent") @Nullable
        List<@NotNull @Pattern(regexp = "[!#-\\[\\]-~]{1,100}", message = "must be a scope as of RFC 6749") String>
                scopes,

        @Size(max = 50)
        @Schema(description = "People with such addresses sign in there", examples = "[\"acme.example\"]")
        @Nullable
        List<
                        @NotNull
                        @Pattern(
                                regexp =
                                        "(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9-]{2,63}",
                                message = "must be a domain in ASCII, such as acme.example")
                        String>
                emailDomains,

        @Size(min = 1, max = 200)
        @Schema(description = "The claim with the roles; the platform's setting if absent")
        @Nullable
        String rolesClaim,

        @Size(min = 1, max = 200)
        @Schema(description = "The claim with a subscriber's application; the platform's setting if absent")
        @Nullable
        String applicationClaim,

        @Size(max = 100)
        @Schema(type = SchemaType.OBJECT, description = "What the provider calls our roles: {\"its-name\": \"viewer\"}")
        @Nullable
        Map<String, String> roleNames) {
    private static final List<String> DEFAULT_SCOPES = List.of("profile", "email");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    List<String> scopesOrDefault() {
        return scopes == null ? DEFAULT_SCOPES : scopes;
    }

    List<String> domains() {
        return emailDomains == null
                ? List.of()
                : emailDomains.stream()
                        .map(domain -> domain.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList();
    }

    /**
     * Checks what constraints cannot say.
     *
     * @throws ApiProblem with the place and the reason
     */
    void check() {
        if (!isIssuer(issuer)) {
            throw ApiProblem.invalid("/issuer", "must be an https URL without user, query and fragment");
        }
        if (roleNames != null) {
            roleNames.forEach((theirs, ours) -> {
                boolean known = ours != null
                        && Role.ofCode(ours)
                                .filter(role -> role != Role.PLATFORM_ADMIN)
                                .isPresent();
                if (!known) {
                    throw ApiProblem.invalid(
                            "/roleNames/" + theirs.replace("~", "~0").replace("/", "~1"),
                            "must be admin, operator, viewer or subscriber");
                }
            });
        }
    }

    private static boolean isIssuer(String text) {
        try {
            URI url = new URI(text);
            boolean secure = "https".equalsIgnoreCase(url.getScheme())
                    || ("http".equalsIgnoreCase(url.getScheme())
                            && url.getHost() != null
                            && LOOPBACK.contains(url.getHost()));
            return secure
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "NewIdentityProvider[" + issuer + "]";
    }
}
