package io.hookgate.gateway.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookgate.tenant.directory.ApplicationResource;
import io.hookgate.tenant.directory.MemberResource;
import io.hookgate.tenant.http.Page;
import io.hookgate.tenant.http.Requires;
import io.hookgate.tenant.http.Role;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members of a tenant: inviting people, and giving them roles. */
@Path("/console/t/{tenant}/members")
public class MemberPages {
    private static final String SECTION = "members";
    private static final String PAGE = "50";
    private static final String MOST_APPLICATIONS = "100";

    private final Pages pages;
    private final MemberResource members;
    private final ApplicationResource applications;
    private final ObjectMapper json;

    MemberPages(Pages pages, MemberResource members, ApplicationResource applications, ObjectMapper json) {
        this.pages = pages;
        this.members = members;
        this.applications = applications;
        this.json = json;
    }

    @CheckedTemplate(basePath = "members")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance list(
                Shell shell,
                Page<MemberResource.View> members,
                List<ApplicationResource.View> applications,
                Form form,
                Faults faults);

        static native TemplateInstance member(
                Shell shell, MemberResource.View member, List<ApplicationResource.View> applications, Faults faults);
    }

    /** Lists the members. */
    @GET
    @Requires(Role.ADMIN)
    public Uni<Response> list(@QueryParam("cursor") @Nullable String cursor) {
        return page(cursor, Form.EMPTY, Faults.NONE).flatMap(pages::show);
    }

    private Uni<TemplateInstance> page(@Nullable String cursor, Form form, Faults faults) {
        return Uni.combine()
                .all()
                .unis(members.list(PAGE, cursor), applications.list(MOST_APPLICATIONS, null))
                .asTuple()
                .map(both -> Templates.list(
                        pages.shell(SECTION), both.getItem1(), both.getItem2().items(), form, faults));
    }

    /** Invites somebody. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.ADMIN)
    public Uni<Response> invite() {
        Form form = Form.current();
        ObjectNode body = membership(form).put("email", form.text("email"));
        return pages.submit(
                () -> members.invite(JsonForm.value(json, body, MemberResource.NewMember.class)),
                invited -> Uni.createFrom().item(pages.goTo("/members", "member-invited")),
                problem -> page(null, form, Faults.of(problem)).flatMap(pages::refuse));
    }

    /** A role, with the application that a subscriber has and nobody else. */
    static ObjectNode membership(Form form) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("role", form.text("role"));
        boolean subscriber = form.text("role").equals(Role.SUBSCRIBER.code());
        return body.put("applicationId", subscriber ? form.textOrNull("applicationId") : null);
    }

    /** Shows a member. */
    @GET
    @Path("{id}")
    @Requires(Role.ADMIN)
    public Uni<Response> show(@PathParam("id") String id) {
        return member(id, Faults.NONE).flatMap(pages::show);
    }

    private Uni<TemplateInstance> member(String id, Faults faults) {
        return members.get(id)
                .flatMap(member -> applications
                        .list(MOST_APPLICATIONS, null)
                        .map(page -> Templates.member(pages.shell(SECTION), member, page.items(), faults)));
    }

    /** Gives a member another role. */
    @POST
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.ADMIN)
    public Uni<Response> change(@PathParam("id") String id) {
        ObjectNode patch = membership(Form.current());
        return pages.submit(
                () -> members.change(id, patch),
                changed -> Uni.createFrom().item(pages.goTo("/members", "member-changed")),
                problem -> member(id, Faults.of(problem)).flatMap(pages::refuse));
    }

    /** Removes a member if their address was typed. */
    @POST
    @Path("{id}/delete")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Requires(Role.ADMIN)
    public Uni<Response> delete(@PathParam("id") String id) {
        String typed = Form.current().raw("confirm-delete");
        return members.get(id)
                .flatMap(member -> member.email().equals(typed)
                        ? members.delete(id).map(done -> pages.goTo("/members", "member-removed"))
                        : member(id, Faults.at("/confirm-delete", member.email()))
                                .flatMap(pages::refuse));
    }
}
