package io.hookgate.gateway.signin;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the page says that asks where somebody signs in. */
@MessageBundle("signin")
interface ChoiceMessages {
    @Message("Sign in")
    String title();

    @Message("Your organisation may have a sign-in of its own. Give one of the two.")
    String text();

    @Message("E-mail address")
    String email();

    @Message("Name of the organisation, as in the address of its pages")
    String organisation();

    @Message("Go on")
    String proceed();

    @Message("Sign in as the platform’s staff")
    String platform();
}
