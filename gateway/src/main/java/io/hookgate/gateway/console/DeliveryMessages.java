package io.hookgate.gateway.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the console says about deliveries, attempts and bulk work. */
@MessageBundle("sent")
interface DeliveryMessages {
    // Deliveries.

    @Message("Delivery")
    String delivery();

    @Message("Each event on its way to each endpoint.")
    String deliveriesIntro();

    @Message("Nothing has been delivered yet")
    String noDeliveries();

    @Message("Subscribe an endpoint; the next event that matches is sent there.")
    String noDeliveriesAdvice();

    @Message("Attempts")
    String attempts();

    @Message("{#if count == 1}1 attempt{#else}{count} attempts{/if}")
    String attemptCount(int count);

    @Message("Attempt {number}")
    String attemptNumber(int number);

    @Message("No attempt has been made yet.")
    String noAttempt();

    @Message("The event is kept no more")
    String eventGone();

    @Message(
            "{#switch status}{#case 'pending'}Waiting{#case 'delivering'}Being delivered{#case 'retrying'}Retrying{#case 'delivered'}Delivered{#case 'dead'}Dead{#case 'cancelled'}Cancelled{#else}{status}{/switch}")
    String deliveryStatus(String status);

    @Message(
            "{#switch cause}{#case 'attempts-exhausted'}Every attempt of the retry policy has failed.{#case 'order-given-up'}It failed for as long as the ordered subscription lets one hold up those behind it.{#case 'max-age-exceeded'}It is older than the retry policy allows.{#case 'status-rule'}The endpoint’s answer means no further attempt, by a status rule of the retry policy.{#case 'dropped-by-user'}It was dropped when the endpoint was enabled again.{#case 'gone'}The endpoint answered 410 Gone: it wants nothing more.{#case 'transformation-failed'}The transformation of the subscription does not work on this event.{#case 'event-expired'}The event is kept no more.{#case 'cancelled-by-user'}Somebody cancelled it.{#case 'endpoint-deleted'}The endpoint was deleted.{#case 'subscription-deleted'}The subscription was deleted.{#else}{cause}{/switch}")
    String deliveryCause(String cause);

    @Message(
            "{#switch error}{#case 'http-status'}Refused by the endpoint{#case 'invalid-url'}URL is not valid{#case 'dns'}Host not found{#case 'address-not-allowed'}Address not allowed{#case 'port-not-allowed'}Port not allowed{#case 'http-not-allowed'}TLS is required{#case 'authentication'}No access token{#case 'connect'}No connection{#case 'tls'}TLS failed{#case 'timeout'}Timeout{#case 'connection-closed'}Connection closed{#case 'protocol'}Not HTTP{#case 'transformation'}Transformation failed{#case 'event-expired'}Event is gone{#else}{error}{/switch}")
    String attemptError(String error);

    @Message(
            "{#switch error}{#case 'http-status'}Anything but 2xx counts as failed. The response below usually says why.{#case 'dns'}Check the host name in the URL of the endpoint.{#case 'address-not-allowed'}The URL leads to an internal or reserved address, which deliveries may not reach.{#case 'port-not-allowed'}Deliveries may not reach this port.{#case 'http-not-allowed'}Deliveries to public addresses need https, unless the tenant allows http.{#case 'authentication'}The token server has not given a token. Check the endpoint’s authentication.{#case 'connect'}Nothing listens there, or a firewall is in between.{#case 'tls'}The certificate is not valid for this host, or has expired.{#case 'timeout'}The receiver should answer at once and work afterwards; or raise the timeout.{#case 'connection-closed'}The receiver closed the connection before it answered.{#case 'transformation'}Try the rule on this event on the page of the subscription.{#else}The next attempt may succeed.{/switch}")
    String errorHelp(String error);

    @Message("Next attempt in")
    String nextAttempt();

    @Message("Retry now")
    String retryNow();

    @Message("Give up")
    String cancelDelivery();

    @Message("Send again")
    String redrive();

    @Message("Replay as new")
    String replayDelivery();

    @Message("Why it was not delivered:")
    String whyNot();

    @Message("Response")
    String response();

    @Message("Request")
    String request();

    @Message("As it is sent; signature and secret values are left out.")
    String requestHint();

    @Message("Ended")
    String ended();

    // Dead letters.

    @Message("Deliveries that were given up, with payload and cause. They can be sent again.")
    String deadLettersIntro();

    @Message("No dead letters")
    String noDead();

    @Message("Everything was delivered, or is still on its way.")
    String noDeadAdvice();

    // Order.

    @Message("It keeps the order of its ordering key, and waits for")
    String blockedBy();

    @Message("an earlier delivery")
    String earlierDelivery();

    @Message("waits for an earlier one")
    String blockedShort();

    @Message(
            "Those behind it with the same ordering key wait until it has been sent again, or until you go on without it.")
    String holdsLine();

    @Message("Go on without it")
    String skip();

    // Bulk work.

    @Message("Bulk work")
    String jobs();

    @Message("Deliveries and events that are sent again by the thousand. Live traffic goes first.")
    String jobsIntro();

    @Message("No bulk work yet")
    String noJobs();

    @Message("Search dead letters or events, and send all of them again at once.")
    String noJobsAdvice();

    @Message("{#switch kind}{#case 'retry'}Deliveries sent again{#case 'replay'}Events replayed{#else}{kind}{/switch}")
    String jobKind(String kind);

    @Message(
            "{#switch status}{#case 'queued'}Waiting{#case 'running'}Under way{#case 'finished'}Finished{#case 'cancelled'}Stopped{#case 'failed'}Failed{#else}{status}{/switch}")
    String jobStatus(String status);

    @Message("Progress")
    String jobProgress();

    @Message("{processed} of {total} looked at")
    String jobOf(long processed, Long total);

    @Message("{processed} looked at")
    String jobSoFar(long processed);

    @Message("Sent again")
    String jobOpened();

    @Message("It is being counted what there is to do.")
    String jobCounting();

    @Message("Stop")
    String stopJob();

    @Message("Works on")
    String jobScope();

    @Message("Speed")
    String rate();

    @Message("{rate} per second at most")
    String perSecond(int rate);

    @Message("Began")
    String started();

    @Message("the oldest")
    String theOldest();

    @Message("Send all of these again")
    String redriveAll();

    @Message("Everything that this search finds is attempted again under its old webhook-id, the oldest first.")
    String redriveAllHint();

    @Message("Send all of these again")
    String replayAll();

    @Message("Every event that this search finds is sent again as new deliveries, the oldest first.")
    String replayAllHint();

    @Message("Per second at most")
    String ratePerSecond();

    @Message("Begin")
    String startJob();

    @Message("Cause")
    String cause();

    @Message(
            "{#switch cause}{#case 'attempts-exhausted'}All attempts failed{#case 'order-given-up'}Held up others too long{#case 'max-age-exceeded'}Too old{#case 'status-rule'}Status rule{#case 'gone'}410 Gone{#case 'transformation-failed'}Transformation failed{#case 'event-expired'}Event is gone{#else}{cause}{/switch}")
    String causeName(String cause);

    @Message("HTTP status")
    String statusCode();
}
