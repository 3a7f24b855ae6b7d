package io.hookgate.gateway.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the console says, in English; the other languages are in {@code messages}. */
@MessageBundle
interface Messages {
    // Everywhere.

    @Message("Skip to the content")
    String skip();

    @Message("Main navigation")
    String navigation();

    @Message("Home")
    String home();

    @Message("Sources")
    String sources();

    @Message("Endpoints")
    String endpoints();

    @Message("Subscriptions")
    String subscriptions();

    @Message("Events")
    String events();

    @Message("Deliveries")
    String deliveries();

    @Message("Dead letters")
    String deadLetters();

    @Message("Receive")
    String receiving();

    @Message("Deliver")
    String delivering();

    @Message("Manage")
    String managing();

    @Message("Tenant")
    String tenant();

    @Message("Switch tenant")
    String switchTenant();

    @Message("Tenants")
    String tenants();

    @Message("Sign out")
    String signOut();

    @Message("Signed in as")
    String signedInAs();

    @Message("Language")
    String language();

    @Message("Theme")
    String theme();

    @Message("Auto")
    String themeAuto();

    @Message("Light")
    String themeLight();

    @Message("Dark")
    String themeDark();

    @Message(
            "{#switch role}{#case 'platform-admin'}Platform administrator{#case 'admin'}Administrator{#case 'operator'}Operator{#case 'viewer'}Viewer{#case 'subscriber'}Subscriber{#else}{role}{/switch}")
    String roleName(String role);

    @Message("Copy")
    String copy();

    @Message("Copied")
    String copied();

    @Message("Save")
    String save();

    @Message("Cancel")
    String cancel();

    @Message("Name")
    String name();

    @Message("Status")
    String status();

    @Message("Created")
    String created();

    @Message("Changed")
    String changed();

    @Message("Danger zone")
    String dangerZone();

    @Message("Type the name “{name}” to confirm.")
    String typeName(String name);

    @Message("This is not the name. Nothing was done.")
    String wrongName();

    @Message("Older")
    String next();

    @Message("Search")
    String search();

    @Message("Reset")
    String reset();

    @Message("All")
    String all();

    @Message("From")
    String from();

    @Message("To")
    String to();

    @Message("optional")
    String optional();

    @Message("More settings")
    String moreSettings();

    @Message("Please correct this and send it again.")
    String correct();

    @Message("Enabled")
    String enabled();

    @Message("Paused")
    String paused();

    @Message(
            "{#switch code}{#case 'source-registered'}The source is registered. Its URL takes requests from now on.{#case 'source-resumed'}The source takes requests again.{#case 'source-paused'}The source is paused. Requests to its URL are refused.{#case 'source-rotated'}The source has a new URL. The old one is unknown from now on.{#case 'source-deleted'}The source is deleted.{#case 'saved'}Saved.{#case 'endpoint-made'}The endpoint is made and subscribed.{#case 'endpoint-deleted'}The endpoint is deleted.{#case 'endpoint-paused'}The endpoint is paused. Its deliveries wait.{#case 'endpoint-enabled'}The endpoint is enabled.{#case 'endpoint-disabled'}The endpoint is switched off. Its deliveries wait.{#case 'secret-rotated'}There is a new signing secret. Deliveries are signed with the old one too for 24 hours.{#case 'subscription-made'}The subscription is made. It is in force.{#case 'subscription-deleted'}The subscription is deleted.{#case 'subscription-paused'}The subscription is paused. New events do not match it.{#case 'subscription-resumed'}The subscription matches new events again.{#case 'replayed'}The event has been sent again, as new deliveries.{#case 'not-replayed'}No subscription matches the event now, so nothing was sent.{#case 'retried'}The delivery is attempted now.{#case 'cancelled'}The delivery is cancelled.{#case 'skipped'}Those behind it go on.{#case 'job-started'}The work has begun. You may leave this page; it goes on.{#case 'job-cancelled'}The work is stopped. What it has done stays done.{#case 'provider-deleted'}The provider is taken away. People sign in at the platform’s provider.{#case 'key-deleted'}The API key is deleted. It is refused everywhere within a second.{#case 'tenant-made'}The tenant is made.{#case 'member-invited'}The invitation is made.{#case 'member-changed'}The member’s role is changed.{#case 'member-removed'}The member is removed.{#case 'application-made'}The application is made.{#case 'application-deleted'}The application is deleted.{#else}Done.{/switch}")
    String done(String code);

    // Errors.

    @Message(
            "{#switch status}{#case 401}Please sign in{#case 403}You may not see this{#case 404}There is nothing here{#case 409}This is not possible now{#case 503}Not available at the moment{#case 500}Something went wrong on our side{#else}The request was not accepted{/switch}")
    String errorTitle(int status);

    @Message(
            "{#switch status}{#case 401}Your session has ended, or you have not signed in yet.{#case 403}Your role does not include this, or the tenant is not yours. Ask an administrator of the tenant for access.{#case 404}It may have been deleted, or the address is not complete.{#case 503}The database or the broker cannot be reached. The page will work again by itself as soon as they can.{#case 500}The fault has been logged with the number above. Tell it to whoever runs Hookgate.{#else}Go back, reload the page, and try again.{/switch}")
    String errorAdvice(int status);

    @Message("The form was out of date or came from elsewhere, so nothing was done.")
    String formOutOfDate();

    @Message("Sign in")
    String signIn();

    @Message("To the start page")
    String goHome();

    // Sources.

    @Message("SaaS systems that send to Hookgate, each by a webhook URL of its own.")
    String sourcesIntro();

    @Message("Register a source")
    String registerSource();

    @Message("No source yet")
    String noSources();

    @Message(
            "Register the first SaaS system. You get a webhook URL to paste into its settings, and see its first event arrive.")
    String noSourcesAdvice();

    @Message("Provider")
    String provider();

    @Message("Which system shall send?")
    String chooseProvider();

    @Message("A preset knows how the provider signs, what its events are called, and which answer it wants.")
    String chooseProviderIntro();

    @Message("Checked against the provider’s own test vectors or library")
    String tested();

    @Message("Verified")
    String testedShort();

    @Message("Register {title}")
    String registerAt(String title);

    @Message("How it is called in the console.")
    String nameHint();

    @Message("Settings")
    String settings();

    @Message("Secrets")
    String secrets();

    @Message("Kept encrypted. They are never shown again.")
    String secretsHint();

    @Message("Set. Leave it empty to keep it.")
    String secretSet();

    @Message("One on each line.")
    String onePerLine();

    @Message("As JSON.")
    String asJson();

    @Message("Choose")
    String choose();

    @Message("Documentation")
    String documentation();

    @Message("Webhook URL")
    String webhookUrl();

    @Message("Only operators see the URL, because whoever knows it may send.")
    String webhookUrlHidden();

    @Message("Where to paste it")
    String whereToPaste();

    @Message(
            "Enter the URL as the webhook address in the settings of the system that is to send. It takes POST requests with JSON, XML or form bodies, and CloudEvents.")
    String pasteGeneric();

    @Message(
            "In the DingTalk developer console open your app, choose Events and callbacks › HTTP push, and enter the URL as request address. Enter the same token and encryption key there as here. DingTalk then checks the URL and shows that it has been saved.")
    String pasteDingTalk();

    @Message("A request as it looks")
    String sample();

    @Message("Waiting for the first event…")
    String waitingFirst();

    @Message("Send something, or trigger an event in the provider. It appears here by itself.")
    String waitingFirstHint();

    @Message("The source is paused: requests are refused until it is resumed.")
    String sourceIsPaused();

    @Message("Latest events")
    String latestEvents();

    @Message("All events")
    String allEvents();

    @Message("Refused requests")
    String refusedRequests();

    @Message("No request has been refused.")
    String noRefused();

    @Message(
            "{#switch cause}{#case 'signature-mismatch'}Signature is wrong{#case 'credentials-missing'}Signature or token is missing{#case 'timestamp-out-of-tolerance'}Signed time is too far from now{#case 'decryption-failed'}Cannot be decrypted{#case 'address-not-allowed'}Sender’s address is not allowed{#case 'unparsable-body'}Body cannot be read{#case 'unsupported-content-type'}Content type is not taken{#case 'method-not-allowed'}Method is not taken{#case 'unmappable'}Cannot be turned into an event{#case 'source-disabled'}Source is paused{#case 'payload-too-large'}Body is too large{#case 'source-rate-limit'}Source sends more than it may{#case 'tenant-rate-limit'}Sources send more than they may together{#case 'daily-event-quota'}Events of this day are used up{#else}{cause}{/switch}")
    String rejectionTitle(String cause);

    @Message(
            "{#switch cause}{#case 'signature-mismatch'}Compare the secret in the provider’s console with the one stored here, and enter it again under Settings. A proxy that changes the body breaks the signature too.{#case 'credentials-missing'}Switch signing on in the provider’s console, or check that whoever sent this is the provider at all.{#case 'timestamp-out-of-tolerance'}Check the clock of the sender, or raise the tolerance under Settings. A recorded request that is sent again is refused for this reason.{#case 'decryption-failed'}Compare encryption key and receiver (app key, corp id, suite id) with the provider’s console.{#case 'address-not-allowed'}Add the sender’s network under Settings if it is the provider’s.{#case 'unparsable-body'}The body is not what its content type says. Look at the detail, and send it as JSON.{#case 'unsupported-content-type'}Choose application/json in the provider’s console, or another type that the source takes.{#case 'method-not-allowed'}Choose POST in the provider’s console, or allow the method under Settings.{#case 'unmappable'}Change the mapping under Settings, so that id, type and source are found in this kind of body.{#case 'source-disabled'}Resume the source.{#case 'payload-too-large'}Have the provider send less in one request, or raise the limit of the gateway.{#case 'source-rate-limit'}Raise the source’s rate limit if so many requests are right; the provider usually sends again.{#case 'tenant-rate-limit'}Ask whoever runs Hookgate to raise the rate limit, or limit the busiest source.{#case 'daily-event-quota'}Ask whoever runs Hookgate to raise the quota; it begins anew at midnight UTC.{#else}Look at the detail; the provider usually sends again by itself.{/switch}")
    String rejectionAdvice(String cause);

    @Message("Pause")
    String pause();

    @Message("Resume")
    String resume();

    @Message("New URL")
    String rotateUrl();

    @Message("The old URL is unknown at once. Whatever still posts there is refused until it has the new one.")
    String rotateUrlHint();

    @Message("Delete this source")
    String deleteSource();

    @Message("Its URL is unknown from then on. Events that have arrived stay.")
    String deleteSourceHint();

    @Message("Type")
    String type();

    @Message("Received")
    String received();

    @Message("About")
    String about();

    @Message("CloudEvents source")
    String eventSource();

    @Message("{#switch status}{#case 'routed'}Matched{#case 'unmatched'}No match{#else}{status}{/switch}")
    String eventStatus(String status);

    @Message("API keys")
    String apiKeys();

    @Message("Source")
    String source();

    // Endpoints.

    @Message("Endpoint")
    String endpoint();

    @Message("Receivers of your customers and partners. What they get is signed.")
    String endpointsIntro();

    @Message("Subscribe an endpoint")
    String subscribeEndpoint();

    @Message("No endpoint yet")
    String noEndpoints();

    @Message("Say where events go and which ones. While you type you see which of the latest events match.")
    String noEndpointsAdvice();

    @Message("Where events go, and which ones. Nothing is sent before you subscribe.")
    String subscribeIntro();

    @Message("Subscribe")
    String subscribe();

    @Message("Where to")
    String whereTo();

    @Message("Which events")
    String whichEvents();

    @Message(
            "{#switch state}{#case 'enabled'}Enabled{#case 'paused'}Paused{#case 'disabled'}Switched off{#else}{state}{/switch}")
    String endpointState(String state);

    @Message(
            "{#switch state}{#case 'paused'}The endpoint is paused. New deliveries wait until it is enabled again.{#else}The endpoint is switched off, by an operator or because it kept failing. New deliveries wait until it is enabled again.{/switch}")
    String endpointHeld(String state);

    @Message("Target URL")
    String targetUrl();

    @Message("Deliveries are posted there. Addresses of internal networks are refused.")
    String targetUrlHint();

    @Message("Form")
    String payload();

    @Message("CloudEvent as JSON")
    String payloadStructured();

    @Message("Data, with CloudEvents headers")
    String payloadBinary();

    @Message("Data alone")
    String payloadData();

    @Message("Rate limit")
    String rateLimit();

    @Message("Requests per second at most.")
    String rateLimitHint();

    @Message("None")
    String noLimit();

    @Message("Timeout")
    String timeout();

    @Message("Seconds that one attempt may take.")
    String timeoutHint();

    @Message("Retries")
    String retryPolicy();

    @Message("10 attempts over 75 hours")
    String retryStandard();

    @Message("Own schedule")
    String retrySchedule();

    @Message("3 retries after 10 to 20 seconds")
    String retryBackoff();

    @Message("176 retries over a day, from 1 to 512 seconds")
    String retryDecay();

    @Message("Exponential, as it is")
    String retryExponential();

    @Message("Seconds between attempts")
    String schedule();

    @Message("For an own schedule: seconds to wait after the first, second, … failed attempt.")
    String scheduleHint();

    @Message("Additional headers")
    String headers();

    @Message("One on each line, name: value. Values that may be secret are shown masked.")
    String headersHint();

    @Message("Pattern")
    String pattern();

    @Message("JSON; an empty object takes every event. Fields are combined with and, values in a list with or.")
    String patternHint();

    @Message("Seen in the latest events")
    String seen();

    @Message("Transformation")
    String transform();

    @Message("JSON; the complete event is sent if it is empty.")
    String transformHint();

    @Message("Keep the order")
    String ordered();

    @Message("in order")
    String orderedShort();

    @Message("Deliveries with the same ordering key are sent strictly one after another.")
    String orderedHint();

    @Message("What would be sent")
    String preview();

    @Message("The rule is tried on the latest events while you type. Nothing is stored or sent.")
    String previewHint();

    @Message("No event has arrived yet, so there is nothing to try the rule on. It is valid.")
    String previewEmpty();

    @Message("{matched} of the latest {tried} events match")
    String previewCount(long matched, int tried);

    @Message("Matches")
    String matches();

    @Message("Does not match")
    String matchesNot();

    @Message("What would be sent")
    String wouldBeSent();

    @Message("Send a test event")
    String sendTest();

    @Message("Enable")
    String enable();

    @Message("Send dead deliveries again")
    String enableReplay();

    @Message("Of the last hour")
    String lastHour();

    @Message("Of the last 24 hours")
    String lastDay();

    @Message("Of the last 7 days")
    String lastWeek();

    @Message("All of them")
    String allDead();

    @Message("New subscription")
    String newSubscription();

    @Message("No subscription leads here, so nothing is sent.")
    String noSubscriptionHere();

    @Message("Latest deliveries")
    String latestDeliveries();

    @Message("All deliveries")
    String allDeliveries();

    @Message("Nothing has been sent yet. Send a test event to see whether it works.")
    String noDeliveryHere();

    @Message("Signing secret")
    String signingSecret();

    @Message("The receiver verifies with it that a delivery comes from Hookgate and was not changed.")
    String signingSecretHint();

    @Message("Show secret and code")
    String reveal();

    @Message("Verify a delivery")
    String verifyTitle();

    @Message("Standard Webhooks 1.0.0. Verify the raw body, before it is parsed.")
    String verifyHint();

    @Message("Dead deliveries")
    String recoverTitle();

    @Message("Sends everything again that has failed since then, dead or still retrying.")
    String recoverHint();

    @Message("Send again")
    String recover();

    @Message("New signing secret")
    String rotateSecret();

    @Message("Deliveries are signed with both secrets for 24 hours, so that the receiver can change over.")
    String rotateSecretHint();

    @Message("Delete this endpoint")
    String deleteEndpoint();

    @Message("Its subscriptions are deleted with it, and deliveries that wait are cancelled.")
    String deleteEndpointHint();

    @Message("Cancel what has been waiting")
    String dropWaiting();

    // Subscriptions.

    @Message("Subscription")
    String subscription();

    @Message("Rules that bring events to endpoints.")
    String subscriptionsIntro();

    @Message("No subscription yet")
    String noSubscriptions();

    @Message("Subscribe an endpoint to the events that it wants.")
    String noSubscriptionsAdvice();

    @Message("Delete this subscription")
    String deleteSubscription();

    @Message("New events no longer lead to the endpoint by this rule. Deliveries that wait are cancelled.")
    String deleteSubscriptionHint();

    // Events.

    @Message("Event")
    String event();

    @Message("Event ID")
    String eventId();

    @Message("Everything that was accepted, the newest first.")
    String eventsIntro();

    @Message("Subject")
    String subject();

    @Message("Nothing found")
    String nothingFound();

    @Message("Search for less, or for another time.")
    String nothingFoundAdvice();

    @Message("No event has arrived yet")
    String noEvents();

    @Message("Register a source, and post something to its URL.")
    String noEventsAdvice();

    @Message(
            "No subscription matched when the event arrived, so it was not delivered. On this page you see why; you can change a rule and send the event again.")
    String notDelivered();

    @Message("To all that match now")
    String allMatching();

    @Message("Send again")
    String replay();

    @Message("The event")
    String payloadTitle();

    @Message("Occurred")
    String occurred();

    @Message("Ordering key")
    String orderingKey();

    @Message("Sequence")
    String sequence();

    @Message("Sent again by the source")
    String duplicates();

    @Message("Rules")
    String rulesNow();

    @Message("How the rules judge this event now.")
    String rulesNowHint();

    // Home.

    @Message("What passes through, what waits, and what needs you.")
    String homeIntro();

    @Message("Time span")
    String timeSpan();

    @Message("1 hour")
    String hour();

    @Message("24 hours")
    String day();

    @Message("7 days")
    String week();

    @Message("First steps")
    String firstSteps();

    @Message("Register a source")
    String stepSource();

    @Message("Subscribe an endpoint")
    String stepEndpoint();

    @Message("Watch it arrive")
    String stepWatch();

    @Message("Each event, each delivery and each attempt can be looked up.")
    String stepWatchHint();

    @Message("Delivered")
    String delivered();

    @Message("{count} failed attempts")
    String failedAttempts(long count);

    @Message("Success rate")
    String successRate();

    @Message("of deliveries that ended")
    String ofEnded();

    @Message("Latency, median")
    String latencyFigure();

    @Message("95 % within {value}")
    String slowFigure(String value);

    @Message("now")
    String now();

    @Message("Traffic")
    String traffic();

    @Message("{received} events received, {delivered} deliveries made, {dead} given up")
    String trafficSummary(long received, long delivered, long dead);

    @Message("Nothing has passed through in this time.")
    String noTraffic();

    @Message("Latency from receipt to delivery")
    String latency();

    @Message("Median")
    String median();

    @Message("95th percentile")
    String slowest();

    @Message("Median {median}, 95th percentile {slow}")
    String latencySummary(String median, String slow);

    @Message("Nothing has been delivered in this time.")
    String noLatency();

    @Message("Endpoints that need attention")
    String unhealthy();

    @Message("All endpoints work.")
    String allHealthy();

    // Before signing in.

    @Message(
            "{#switch kind}{#case 'UNAVAILABLE'}Sign-in is starting{#case 'SWITCHED_OFF'}Sign-in is switched off{#case 'REFUSED'}You are not signed in{#else}You are signed out{/switch}")
    String frontTitle(String kind);

    @Message(
            "{#switch kind}{#case 'UNAVAILABLE'}The sign-in server is starting or cannot be reached. This page goes on by itself as soon as it is there.{#case 'SWITCHED_OFF'}This Hookgate runs without an identity provider, so the console cannot be used. The API can, with an API key.{#case 'REFUSED'}The sign-in server has not let you in, or it took too long.{#else}Your session has ended here and at the sign-in server.{/switch}")
    String frontText(String kind);

    @Message("Received")
    String receivedFigure();

    // How an endpoint fares, and how it is treated.

    @Message("Health")
    String health();

    @Message("{#switch status}{#case 'healthy'}Healthy{#case 'failing'}Failing{#else}Not known yet{/switch}")
    String healthStatus(String status);

    @Message("Last success")
    String lastSuccess();

    @Message("Last failure")
    String lastFailure();

    @Message("Failing since")
    String failingSince();

    @Message("Switched off at")
    String disablesAt();

    @Message("Circuit breaker")
    String breaker();

    @Message(
            "{#switch state}{#case 'closed'}Closed: deliveries flow{#case 'open'}Open: sending pauses{#case 'half-open'}Half open: a few deliveries try it{#else}{state}{/switch}")
    String breakerState(String state);

    @Message(
            "Too many attempts have failed, so sending pauses for a while and then tries again by itself. Nothing is lost.")
    String brokenNotice();

    @Message(
            "{#switch reason}{#case 'by-user'}Somebody has switched it off.{#case 'gone'}It answered 410 Gone.{#case 'failing'}It has been failing for too long.{#else}{reason}{/switch}")
    String stateReason(String reason);

    @Message("Signatures")
    String signatures();

    @Message("Shared secret (v1)")
    String signaturesV1();

    @Message("Shared secret and public key (v1, v1a)")
    String signaturesBoth();

    @Message("Public key (v1a)")
    String signaturesV1a();

    @Message("Public key")
    String publicKey();

    @Message("Concurrency")
    String concurrency();

    @Message("Deliveries at the same time, on each node; 64 if it is empty.")
    String concurrencyHint();

    @Message("Connect timeout")
    String connectTimeout();

    @Message("Seconds that connecting may take; 5 if it is empty.")
    String connectTimeoutHint();

    @Message("Switch off after")
    String disableAfter();

    @Message("Seconds of nothing but failures; 5 days if it is empty, 0 for never.")
    String disableAfterHint();

    @Message("JSON; sending pauses when too many attempts fail. The default if it is empty.")
    String circuitBreakerHint();

    @Message("Authentication")
    String authentication();

    @Message("JSON: type basic, bearer, api-key or oauth2. Secrets are shown masked; what is left masked stays.")
    String authenticationHint();

    @Message("The ISV that sees and manages this endpoint.")
    String ofApplication();

    @Message("None")
    String noApplicationChosen();

    @Message("If one fails for good")
    String onFailure();

    @Message("Go on with the next")
    String onFailureSkip();

    @Message("Wait for a decision")
    String onFailurePark();

    @Message("Give up after")
    String giveUpAfter();

    @Message(
            "Seconds that a failing one may hold up those behind it; as long as the retry policy goes on if it is empty.")
    String giveUpAfterHint();

    @Message("Enable and send again")
    String enableAndReplay();

    @Message("To")
    String replayTo();

    @Message("Demo accounts")
    String demoAccounts();

    @Message("The password of each is {password}.")
    String demoPassword(String password);
}
