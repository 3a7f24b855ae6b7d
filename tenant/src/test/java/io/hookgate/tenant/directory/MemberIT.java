package io.hookgate.tenant.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.hookgate.model.TenantId;
import io.hookgate.tenant.Api;
import io.hookgate.tenant.PostgresResource;
import io.hookgate.tenant.http.Caller;
import io.hookgate.tenant.http.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.core.runtime.VertxCoreRecorder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MemberIT {
    @Inject
    People people;

    private String members;
    private TenantId tenantId;

    @BeforeEach
    void setUp() {
        String tenant = Api.newTenant();
        members = "/api/v1/tenants/" + tenant + "/members";
        tenantId = TenantId.parse(
                Api.platform().get("/api/v1/tenants/" + tenant).extract().path("id"));
    }

    @Test
    void bindsAnInvitationToTheFirstWhoProvesToHaveItsAddress() {
        String email = "Ada-" + tenantId + "@Example.com";
        String id = invite(email, "operator");

        assertThat(caller("ada", Optional.of(email.toLowerCase(java.util.Locale.ROOT)), Optional.empty())
                        .roleIn(tenantId))
                .contains(Role.OPERATOR);
        assertThat(caller("mallory", Optional.of(email), Optional.empty()).roleIn(tenantId))
                .isEmpty();
        assertThat(caller("ada", Optional.empty(), Optional.empty()).roleIn(tenantId))
                .contains(Role.OPERATOR);
        Api.platform().get(members + "/" + id).body("boundAt", notNullValue());
    }

    @Test
    void takesNoAddressThatIsNotVerified() {
        invite("bob-" + tenantId + "@example.com", "admin");

        assertThat(caller("bob", Optional.empty(), Optional.empty()).roleIn(tenantId))
                .isEmpty();
    }

    @Test
    void letsAProviderOfAnotherTenantTakeNoInvitation() {
        String email = "eve-" + tenantId + "@example.com";
        invite(email, "admin");
        TenantId elsewhere = TenantId.parse(Api.platform()
                .get("/api/v1/tenants/" + Api.newTenant())
                .extract()
                .path("id"));

        assertThat(caller("eve", Optional.of(email), Optional.of(elsewhere)).roleIn(tenantId))
                .isEmpty();
    }

    @Test
    void letsATenantsProviderSpeakForThatTenantAlone() {
        Person person = new Person(
                "own-provider",
                Optional.of(tenantId),
                "sub",
                "Somebody",
                Optional.empty(),
                Set.of("platform-admin", "viewer", "other:admin"),
                List.of("other"),
                Optional.empty());

        Caller caller = await(people.caller(person));

        assertThat(caller.platformAdmin()).isFalse();
        assertThat(caller.roles()).containsExactly(Map.entry(tenantId, Role.VIEWER));
    }

    @Test
    void changesAndRemovesAMember() {
        String email = "carl-" + tenantId + "@example.com";
        String id = invite(email, "viewer");
        caller("carl", Optional.of(email), Optional.empty());

        Api.platform()
                .patch(members + "/" + id, Map.of("role", "admin"))
                .statusCode(200)
                .body("role", equalTo("admin"));
        assertThat(caller("carl", Optional.empty(), Optional.empty()).roleIn(tenantId))
                .contains(Role.ADMIN);
        Api.platform().delete(members + "/" + id).statusCode(204);
        assertThat(caller("carl", Optional.of(email), Optional.empty()).roleIn(tenantId))
                .isEmpty();
    }

    @Test
    void refusesTheSameAddressTwice() {
        invite("dora@example.com", "viewer");

        Api.platform()
                .post(members, Map.of("email", "DORA@example.com", "role", "viewer"))
                .statusCode(409)
                .body("code", equalTo("already-invited"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a@", "@b", "a b@c", "a@b\n"})
    void refusesWhatIsNoAddress(String email) {
        Api.platform()
                .post(members, Map.of("email", email, "role", "viewer"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/email"));
    }

    private String invite(String email, String role) {
        return Api.platform()
                .post(members, Map.of("email", email, "role", role))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Caller caller(String subject, Optional<String> email, Optional<TenantId> home) {
        return await(people.caller(new Person(
                "platform", home, subject + tenantId, subject, email, Set.of(), List.of(), Optional.empty())));
    }

    /** As a request does: on an event loop. */
    private static <T> T await(Uni<T> work) {
        io.vertx.core.Vertx vertx = VertxCoreRecorder.getVertx().get();
        return Uni.createFrom()
                .<T>emitter(emitter -> io.smallrye.common.vertx.VertxContext.getOrCreateDuplicatedContext(vertx)
                        .runOnContext(ignored -> work.subscribe().with(emitter::complete, emitter::fail)))
                .await()
                .atMost(Duration.ofSeconds(20));
    }
}
