package io.hookgate.tenant.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookgate.model.ApplicationId;
import io.hookgate.tenant.Authentication;
import io.hookgate.tenant.BreakerPolicy;
import io.hookgate.tenant.ClientTls;
import io.hookgate.tenant.Limits;
import io.hookgate.tenant.PayloadForm;
import io.hookgate.tenant.RetryPolicy;
import io.hookgate.tenant.http.ApiProblem;
import io.hookgate.tenant.http.ApiProblem.Fault;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an owner can set of an endpoint, checked.
 *
 * @param signatures the schemes of Standard Webhooks that deliveries are signed by
 * @param applicationId the application that the endpoint belongs to; null for one of the tenant itself
 * @param disableAfter how long nothing but failures is put up with; for ever if absent
 */
record EndpointSettings(
        String name,
        URI url,
        Map<String, String> headers,
        Set<SignatureScheme> signatures,
        Authentication authentication,
        ClientTls tls,
        Limits limits,
        RetryPolicy retryPolicy,
        Optional<Duration> disableAfter,
        PayloadForm payload,
        @Nullable UUID applicationId) {
    private static final int MAX_RATE_LIMIT = 100_000;
    private static final int MAX_CONCURRENCY = 1000;
    private static final BigDecimal MIN_TIMEOUT = new BigDecimal("0.1");
    private static final BigDecimal MAX_TIMEOUT = BigDecimal.valueOf(120);
    private static final BigDecimal DEFAULT_TIMEOUT = BigDecimal.valueOf(15);
    private static final BigDecimal DEFAULT_CONNECT_TIMEOUT = BigDecimal.valueOf(5);
    private static final BigDecimal DEFAULT_DISABLE_AFTER =
            BigDecimal.valueOf(Duration.ofDays(5).toSeconds());
    private static final BigDecimal MAX_DISABLE_AFTER =
            BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

    /**
     * Checks what was posted.
     *
     * @throws ApiProblem with every fault
     */
    static EndpointSettings of(NewEndpoint posted) {
        Map<String, String> headers = posted.headers() == null ? Map.of() : new LinkedHashMap<>(posted.headers());
        List<Fault> faults = new ArrayList<>(StaticHeaders.faults(headers));
        TargetUrl.fault(posted.url()).ifPresent(reason -> faults.add(new Fault("/url", reason)));
        OptionalInt rate = optionalWhole(posted.rateLimit(), MAX_RATE_LIMIT, "/rateLimit", faults);
        OptionalInt concurrency = optionalWhole(posted.concurrency(), MAX_CONCURRENCY, "/concurrency", faults);
        Duration timeout = seconds(posted.timeout(), DEFAULT_TIMEOUT, MIN_TIMEOUT, MAX_TIMEOUT, "/timeout", faults);
        Duration connectTimeout = seconds(
                posted.connectTimeout(), DEFAULT_CONNECT_TIMEOUT, MIN_TIMEOUT, MAX_TIMEOUT, "/connectTimeout", faults);
        Duration disableAfter = seconds(
                posted.disableAfter(),
                DEFAULT_DISABLE_AFTER,
                BigDecimal.ZERO,
                MAX_DISABLE_AFTER,
                "/disableAfter",
                faults);
        PayloadForm payload = payload(posted.payload(), faults);
        Set<SignatureScheme> signatures = SignatureScheme.read(posted.signatures(), faults);
        RetryPolicy retryPolicy = read(posted.retryPolicy(), RetryPolicyJson::read, RetryPolicy.STANDARD, faults);
        BreakerPolicy breaker = read(posted.circuitBreaker(), BreakerJson::read, BreakerPolicy.STANDARD, faults);
        Authentication authentication =
                read(posted.authentication(), AuthenticationJson::read, new Authentication.None(), faults);
        ClientTls tls = read(posted.tls(), ClientTlsJson::read, ClientTls.USUAL, faults);
        if (!faults.isEmpty()) {
            throw ApiProblem.invalid(faults);
        }
        return new EndpointSettings(
                posted.name(),
                URI.create(posted.url()),
                headers,
                signatures,
                authentication,
                tls,
                new Limits(rate, concurrency, connectTimeout, timeout, breaker),
                retryPolicy,
                disableAfter.isZero() ? Optional.empty() : Optional.of(disableAfter),
                payload,
                applicationId(posted.applicationId()));
    }

    /** What would have to be posted to get these settings. */
    NewEndpoint toPosted() {
        return new NewEndpoint(
                name,
                url.toString(),
                headers,
                SignatureScheme.write(signatures),
                AuthenticationJson.write(authentication),
                ClientTlsJson.write(tls),
                boxed(limits.rate()),
                boxed(limits.concurrency()),
                Seconds.of(limits.connectTimeout()),
                Seconds.of(limits.timeout()),
                BreakerJson.write(limits.breaker()),
                RetryPolicyJson.write(retryPolicy),
                Seconds.of(disableAfter.orElse(Duration.ZERO)),
                payload.code(),
                applicationId == null ? null : applicationId.toString());
    }

    /** The same settings, for an endpoint of this application. */
    EndpointSettings of(ApplicationId owner) {
        return new EndpointSettings(
                name,
                url,
                headers,
                signatures,
                authentication,
                tls,
                limits,
                retryPolicy,
                disableAfter,
                payload,
                owner.value());
    }

    private static @Nullable UUID applicationId(@Nullable String text) {
        try {
            return text == null ? null : ApplicationId.parse(text).value();
        } catch (IllegalArgumentException e) {
            throw unknownApplication();
        }
    }

    /** What is said when the tenant has no such application. */
    static ApiProblem unknownApplication() {
        return ApiProblem.invalid("/applicationId", "There is no such application in this tenant.");
    }

    static @Nullable Integer boxed(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : null;
    }

    private static OptionalInt optionalWhole(@Nullable Integer number, int max, String pointer, List<Fault> faults) {
        if (number == null) {
            return OptionalInt.empty();
        }
        if (number < 1 || number > max) {
            faults.add(new Fault(pointer, "must be a whole number from 1 to " + max));
        }
        return OptionalInt.of(number);
    }

    private static Duration seconds(
            @Nullable BigDecimal posted,
            BigDecimal usual,
            BigDecimal min,
            BigDecimal max,
            String pointer,
            List<Fault> faults) {
        if (posted == null) {
            return Seconds.duration(usual);
        }
        if (posted.compareTo(min) < 0 || posted.compareTo(max) > 0) {
            faults.add(new Fault(pointer, "must be a number of seconds from " + min + " to " + max));
            return Duration.ZERO;
        }
        return Seconds.duration(posted);
    }

    private static PayloadForm payload(@Nullable String code, List<Fault> faults) {
        if (code == null) {
            return PayloadForm.CLOUDEVENTS_STRUCTURED;
        }
        return PayloadForm.ofCode(code).orElseGet(() -> {
            faults.add(new Fault("/payload", "must be cloudevents-structured, cloudevents-binary or data"));
            return PayloadForm.CLOUDEVENTS_STRUCTURED;
        });
    }

    private static <T> T read(@Nullable JsonNode posted, Function<JsonNode, T> reader, T usual, List<Fault> faults) {
        if (posted == null || posted.isNull()) {
            return usual;
        }
        try {
            return reader.apply(posted);
        } catch (ApiProblem refused) {
            faults.addAll(refused.faults());
            return usual;
        }
    }

    @Override
    public String toString() {
        return "EndpointSettings[" + name + "]";
    }
}
