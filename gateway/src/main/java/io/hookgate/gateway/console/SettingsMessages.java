package io.hookgate.gateway.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the console says about a tenant's quotas and its identity provider. */
@MessageBundle("settings")
interface SettingsMessages {
    @Message("General")
    String general();

    // Quotas.

    @Message("Quotas")
    String quotas();

    @Message("How much this tenant may have, and how much of it is used. Platform administrators set it.")
    String quotasIntro();

    @Message("In use")
    String use();

    @Message(
            "{#switch name}{#case 'sources'}Sources{#case 'endpoints'}Endpoints{#case 'subscriptions'}Subscriptions{#case 'eventsPerDay'}Events a day{#case 'payloadBytes'}Payload in bytes{#else}{name}{/switch}")
    String quotaName(String name);

    @Message("{used} of {limit}")
    String usedOf(String used, String limit);

    @Message("{used}, no limit")
    String usedFreely(String used);

    @Message("One more is refused.")
    String usedUp();

    @Message("Further events are refused with 429 until")
    String eventsUsedUp();

    @Message("Begins anew")
    String resetsAt();

    @Message("Largest payload")
    String largestPayload();

    @Message("A larger one is answered with 413.")
    String largestPayloadHint();

    @Message("No limit but that of the platform")
    String payloadFree();

    @Message("Change")
    String changeQuotas();

    @Message("A field that is empty stands for the platform’s default. What is there when a quota is lowered stays.")
    String changeQuotasHint();

    @Message("Platform’s default")
    String platformDefault();

    // Identity provider.

    @Message("Identity provider")
    String provider();

    @Message("Where the people of this tenant sign in, if not at the platform’s provider.")
    String providerIntro();

    @Message("People sign in at the platform’s provider")
    String noProvider();

    @Message("A platform administrator can give this tenant a provider of its own.")
    String noProviderAdvice();

    @Message("There is none yet: people sign in at the platform’s provider.")
    String noProviderYet();

    @Message("Issuer")
    String issuer();

    @Message(
            "As its OpenID Connect discovery document names it. Another issuer is another provider: people are invited again, and the URIs are others.")
    String issuerHint();

    @Message("Client ID")
    String clientId();

    @Message("Client secret")
    String clientSecret();

    @Message("Set, and never shown")
    String secretKept();

    @Message("None")
    String secretNone();

    @Message("Set, and never shown. Leave it empty to keep it, as long as issuer and client stay.")
    String secretStays();

    @Message("Kept encrypted, and never shown. A public client has none.")
    String secretHint();

    @Message("E-mail domains")
    String emailDomains();

    @Message(
            "Whoever enters an address of one of these at sign-in is sent to this provider. Each belongs to one tenant.")
    String emailDomainsHint();

    @Message("None")
    String none();

    @Message("Audience")
    String audience();

    @Message("What access tokens for the API must name; the client if it is empty.")
    String audienceHint();

    @Message("Scopes")
    String scopes();

    @Message("Asked for beside openid, with spaces between; profile and email if it is empty.")
    String scopesHint();

    @Message("Claim with the roles")
    String rolesClaim();

    @Message("A path with slashes for one within an object. The platform’s setting if it is empty.")
    String rolesClaimHint();

    @Message("Claim with the application")
    String applicationClaim();

    @Message("Names the application of a subscriber. The platform’s setting if it is empty.")
    String applicationClaimHint();

    @Message("Names of roles")
    String roleNames();

    @Message(
            "What the provider calls our roles, one on each line: its name, an equals sign, and admin, operator, viewer or subscriber.")
    String roleNamesHint();

    @Message("Take this provider away")
    String deleteProvider();

    @Message("Its sessions and tokens are good for nothing from then on. People sign in at the platform’s provider.")
    String deleteProviderHint();

    @Message("To register at the provider")
    String toRegister();

    @Message("Enter these in the settings of the client there.")
    String toRegisterHint();

    @Message("The redirect URI that the provider has to know is shown here once this is saved.")
    String toRegisterLater();

    @Message("Redirect URI")
    String redirectUri();

    @Message("Post-logout redirect URI")
    String logoutUri();

    @Message("Back-channel logout URI")
    String backChannelUri();

    @Message("Sign-in link for people")
    String signInLink();

    @Message("Leads straight to this provider.")
    String signInLinkHint();
}
