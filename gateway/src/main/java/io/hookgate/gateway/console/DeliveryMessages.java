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

    @Message("{count} attempts")
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
            "{#switch cause}{#case 'attempts-exhausted'}Every attempt of the retry policy has failed.{#case 'gone'}The endpoint answered 410 Gone: it wants nothing more.{#case 'transformation-failed'}The transformation of the subscription does not work on this event.{#case 'event-expired'}The event is kept no more.{#case 'cancelled-by-user'}Somebody cancelled it.{#case 'endpoint-deleted'}The endpoint was deleted.{#case 'subscription-deleted'}The subscription was deleted.{#else}{cause}{/switch}")
    String deliveryCause(String cause);

    @Message(
            "{#switch error}{#case 'http-status'}Refused by the endpoint{#case 'invalid-url'}URL is not valid{#case 'dns'}Host not found{#case 'address-not-allowed'}Address not allowed{#case 'connect'}No connection{#case 'tls'}TLS failed{#case 'timeout'}Timeout{#case 'connection-closed'}Connection closed{#case 'protocol'}Not HTTP{#case 'transformation'}Transformation failed{#case 'event-expired'}Event is gone{#else}{error}{/switch}")
    String attemptError(String error);

    @Message(
            "{#switch error}{#case 'http-status'}Anything but 2xx counts as failed. The response below usually says why.{#case 'dns'}Check the host name in the URL of the endpoint.{#case 'address-not-allowed'}The URL leads to an internal or reserved address, which deliveries may not reach.{#case 'connect'}Nothing listens there, or a firewall is in between.{#case 'tls'}The certificate is not valid for this host, or has expired.{#case 'timeout'}The receiver should answer at once and work afterwards; or raise the timeout.{#case 'connection-closed'}The receiver closed the connection before it answered.{#case 'transformation'}Try the rule on this event on the page of the subscription.{#else}The next attempt may succeed.{/switch}")
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
}
