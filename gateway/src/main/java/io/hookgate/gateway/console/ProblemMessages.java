package io.hookgate.gateway.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * What the API says is wrong. The English texts are the API's own, word for word: {@link ProblemTexts} knows by them what
 * is to be said in another language, and what stands in the place of a parameter.
 */
@MessageBundle("problem")
interface ProblemMessages {
    // What a request asks for.

    @Message("The credentials are missing or not valid.")
    String unauthenticated();

    @Message("Your role does not allow this.")
    String forbidden();

    @Message("There is nothing at this address.")
    String notFound();

    @Message("There is no such {thing}.")
    String noSuch(String thing);

    @Message("There is no such {thing} in this tenant.")
    String noSuchHere(String thing);

    @Message("The request cannot be understood.")
    String notUnderstood();

    @Message("The configuration cannot be reached at the moment.")
    String databaseAway();

    @Message("Something went wrong on our side; incident {incident}.")
    String ownFault(String incident);

    @Message("The field {field} of a tenant is set by platform administrators.")
    String platformsField(String field);

    @Message("may not be changed")
    String mayNotChange();

    // What cannot be done now.

    @Message("The tenant may have at most {most} {things}. Delete some, or ask the platform's administrators for more.")
    String quotaExceeded(String most, String things);

    @Message("A tenant has at most {most} subscriptions.")
    String tooManySubscriptions(String most);

    @Message("The tenant has as many unfinished jobs as it may have.")
    String tooManyJobs();

    @Message("Another tenant has this slug.")
    String slugOfTenantTaken();

    @Message("Another application of this tenant has this slug.")
    String slugOfApplicationTaken();

    @Message("Somebody with this address is a member already.")
    String alreadyInvited();

    @Message("Endpoints, members or API keys belong to this application; delete them first.")
    String applicationInUse();

    @Message("Subscriptions lead to this endpoint; delete them or give them another endpoint first.")
    String endpointInUse();

    @Message("The endpoint is not enabled.")
    String endpointNotEnabled();

    @Message("The issuer or one of the e-mail domains belongs to another tenant's identity provider.")
    String providerTaken();

    @Message("must be no other tenant's")
    String notAnothers();

    @Message("The delivery has ended already.")
    String deliveryEnded();

    @Message("The delivery is being attempted at this moment.")
    String deliveryInProgress();

    @Message("The delivery waits for delivery {id}.")
    String deliveryBlocked(String id);

    @Message("The delivery holds up no others.")
    String deliveryHoldsNothing();

    @Message("The job has ended already.")
    String jobEnded();

    @Message("Another dry run over stored events is running. Try again in a moment.")
    String dryRunRunning();

    // What is wrong with a value: the constraints.

    @Message("must not be null")
    String missing();

    @Message("must not be blank")
    String blank();

    @Message("size must be between {least} and {most}")
    String sizeBetween(String least, String most);

    @Message("must be greater than or equal to {least}")
    String atLeastValue(String least);

    @Message("must be less than or equal to {most}")
    String atMostValue(String most);

    @Message("must be 1 to 100 characters, not only spaces, without control characters")
    String displayName();

    @Message("must be a scope as of RFC 6749")
    String scope();

    @Message("must be a domain in ASCII, such as acme.example")
    String domain();

    @Message("must be an e-mail address")
    String email();

    @Message("must be lower-case letters, digits and single dashes between them")
    String slug();

    @Message("must not look like an identifier")
    String slugNotId();

    @Message("is needed, since the name has no letter or digit to make it from")
    String slugNeeded();

    @Message("is taken")
    String taken();

    @Message("is needed for a subscriber")
    String neededForSubscriber();

    @Message("is for the role subscriber alone")
    String forSubscriberAlone();

    @Message("must be admin, operator, viewer or subscriber")
    String roleName();

    @Message("must be a time to come")
    String timeToCome();

    @Message("must be before the end of the time")
    String beforeTheEnd();

    // What is wrong with a value: its form.

    @Message("There is no such field in this kind of object.")
    String noField();

    @Message("The value has the wrong type or form.")
    String wrongType();

    @Message("This is not JSON: line {line}, column {column}.")
    String notJson(String line, String column);

    @Message("JSON is expected here.")
    String jsonExpected();

    @Message("must be JSON; texts stand in quotes")
    String jsonTexts();

    @Message("must be a whole number from {least} to {most}")
    String wholeNumberBetween(String least, String most);

    @Message("must be a whole number")
    String wholeNumber();

    @Message("must be a number from {least} to {most}")
    String numberBetween(String least, String most);

    @Message("must be a number")
    String number();

    @Message("A number is needed.")
    String numberNeeded();

    @Message("must be at least {least}")
    String atLeast(String least);

    @Message("must be an object")
    String object();

    @Message("must be true or false")
    String trueOrFalse();

    @Message("must be a text of {least} to {most} characters")
    String textBetween(String least, String most);

    @Message("must be a time as of RFC 3339, such as 2026-01-31T12:00:00Z")
    String time();

    @Message("A time is written as in RFC 3339, for example 2026-01-31T12:00:00Z.")
    String timeWritten();

    @Message("A time is needed.")
    String timeNeeded();

    @Message("An identifier is a UUID.")
    String identifier();

    @Message("must be the identifier of an endpoint")
    String endpointIdentifier();

    @Message("The value has characters that no event has.")
    String noSuchCharacters();

    @Message("A cursor is the value of 'next' of the page before.")
    String cursor();

    @Message("A header is a name, a colon and a value.")
    String headerLine();

    @Message("A line is a name, an equals sign and a role.")
    String roleNameLine();

    @Message("must be one of the choices")
    String oneOfTheChoices();

    @Message("is a mask and no value")
    String mask();

    @Message("must be an https URL without user, query and fragment")
    String issuer();

    @Message("must be an https URL: the tenant's setting 'allowHttp' is off")
    String httpOff();

    @Message("must have at most {most} characters")
    String settingsTooLong(String most);

    @Message("must be an array of at most {most} numbers of seconds")
    String schedule(String most);

    @Message("cannot be changed; make another source")
    String adapterStays();

    // What is wrong with a rule.

    @Message("A pattern is a JSON object")
    String patternObject();

    @Message("A transformation is a JSON object")
    String transformObject();

    @Message("Unknown operator: expected one of {operators}")
    String unknownOperator(String operators);

    @Message("Unknown type: expected one of {types}")
    String unknownTransform(String types);

    @Message("Expected an array of values and conditions")
    String expectedArray();

    @Message("Expected an object whose keys are fields")
    String expectedFields();

    @Message("Expected a string")
    String expectedString();

    @Message("Expected a string that is not empty")
    String expectedFullString();

    @Message("Expected a number from {least} to {most}")
    String expectedNumber(String least, String most);

    @Message("Expected a value, or an object with exactly one operator")
    String expectedOneOperator();

    @Message("Expected one of = != > >= < <=")
    String expectedComparison();

    @Message("Expected at least one key")
    String expectedKey();

    @Message("The array needs at least one value or condition")
    String arrayNotEmpty();

    @Message("An array within the array of values is not allowed")
    String noArrayInArray();

    @Message("Regular expressions are not supported")
    String noRegularExpressions();

    @Message("The field is given twice")
    String fieldTwice();

    @Message("A constant needs a value")
    String constantNeeded();

    @Message("Not a JSONata expression: {reason}")
    String notJsonata(String reason);

    @Message("Not a JSONPath: {reason}")
    String notJsonPath(String reason);
}
