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
}
