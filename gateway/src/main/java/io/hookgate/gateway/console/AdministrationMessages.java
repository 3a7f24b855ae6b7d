package io.hookgate.gateway.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the console says about tenants, people, keys and the audit log. */
@MessageBundle("admin")
interface AdministrationMessages {
    // Tenants.

    @Message("Choose a tenant")
    String chooseTenant();

    @Message("Each has its own sources, endpoints and people. You can switch at any time.")
    String chooseTenantIntro();

    @Message("You do not belong to a tenant yet")
    String noTenantTitle();

    @Message("Ask an administrator to add you. Your roles come from the sign-in provider.")
    String noTenantAdvice();

    @Message("New tenant")
    String newTenant();

    @Message("A tenant is an organisation with its own sources, endpoints and keys.")
    String newTenantIntro();

    @Message("Short name")
    String slug();

    @Message("Stands in addresses; lower-case letters, digits and dashes. It cannot be changed.")
    String slugHint();

    @Message("Create")
    String create();

    // API keys.

    @Message("For programs that use the API.")
    String apiKeysIntro();

    @Message("No API key yet")
    String noKeys();

    @Message("Make one for each program, with the least role that it needs.")
    String noKeysAdvice();

    @Message("New API key")
    String newKey();

    @Message("Copy the key now")
    String keyCreated();

    @Message("It is shown this once. Only a hash of it is kept.")
    String keyCreatedHint();

    @Message("Role")
    String role();

    @Message("Last used")
    String lastUsed();

    @Message("Never")
    String never();

    @Message("Ends")
    String expires();

    @Message("Never if it is empty.")
    String expiresHint();

    @Message("Ended")
    String expired();

    @Message("Delete this key")
    String deleteKey();

    @Message("Whatever still uses it is refused at once.")
    String deleteKeyHint();

    // Settings.

    @Message("Delete this tenant")
    String deleteTenant();

    @Message("Its sources, endpoints, subscriptions and keys are deleted with it.")
    String deleteTenantHint();

    // Members, applications, audit.

    @Message("Members")
    String members();

    @Message("People whose roles are kept here. Others have theirs from the sign-in provider.")
    String membersIntro();

    @Message("E-mail address")
    String email();

    @Message("Invited")
    String invited();

    @Message("Active")
    String signedInOnce();

    @Message("Not signed in yet")
    String notSignedInYet();

    @Message("No member yet")
    String noMembers();

    @Message("Invite people by their e-mail address. They are members as soon as they sign in with it.")
    String noMembersAdvice();

    @Message("Invite")
    String invite();

    @Message("Remove this member")
    String removeMember();

    @Message("Roles that the sign-in provider gives them stay.")
    String removeMemberHint();

    @Message("Application")
    String application();

    @Message("For the role subscriber, which needs it.")
    String applicationHint();

    @Message("Applications")
    String applications();

    @Message("Each belongs to an ISV. Its people see only their own endpoints, subscriptions and deliveries.")
    String applicationsIntro();

    @Message("No application yet")
    String noApplications();

    @Message("Make one for each ISV that is to manage its endpoints itself.")
    String noApplicationsAdvice();

    @Message("New application")
    String newApplication();

    @Message("Its name in tokens; made from the name if it is empty.")
    String applicationSlugHint();

    @Message("Delete this application")
    String deleteApplication();

    @Message("Only if no endpoint, key or member belongs to it any more.")
    String deleteApplicationHint();

    @Message("Audit")
    String audit();

    @Message("Who has done what to which object.")
    String auditIntro();

    @Message("Action")
    String action();

    @Message("Kind of object")
    String objectType();

    @Message("Object")
    String object();

    @Message("Time")
    String time();

    @Message("Who")
    String who();

    @Message("Difference")
    String difference();

    @Message("Nothing has been done yet")
    String noAudit();

    @Message("Every change of the configuration is written down here.")
    String noAuditAdvice();

    // What the audit log says.

    @Message(
            "{#switch action}{#case 'create'}Created{#case 'update'}Changed{#case 'delete'}Deleted{#case 'retry'}Retried{#case 'cancel'}Cancelled{#case 'skip'}Skipped{#case 'replay'}Replayed{#case 'recover'}Recovered{#case 'test'}Tested{#case 'secret'}Secret shown{#else}{action}{/switch}")
    String auditAction(String action);

    @Message(
            "{#switch type}{#case 'tenant'}Tenant{#case 'source'}Source{#case 'endpoint'}Endpoint{#case 'subscription'}Subscription{#case 'application'}Application{#case 'member'}Member{#case 'api-key'}API key{#case 'identity-provider'}Identity provider{#case 'delivery'}Delivery{#case 'event'}Event{#case 'job'}Bulk work{#else}{type}{/switch}")
    String auditObject(String type);

    @Message("many")
    String many();
}
