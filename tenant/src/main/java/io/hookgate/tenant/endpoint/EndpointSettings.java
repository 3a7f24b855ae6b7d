package io.hookgate.tenant.endpoint;

import io.hookgate.model.ApplicationId;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an owner can set of an endpoint, checked. */
record EndpointSettings(
        String name,
        URI url,
        Map<String, String> headers,
        @Nullable Integer rateLimit,
        Duration timeout,
        RetryPolicy retryPolicy,
        PayloadForm payload,
        @Nullable UUID applicationId) {
    private static final int MAX_RATE_LIMIT = 100_000;
    private static final BigDecimal MIN_TIMEOUT = new BigDecimal("0.1");
    private static final BigDecimal MAX_TIMEOUT = BigDecimal.valueOf(120);
    private static final BigDecimal DEFAULT_TIMEOUT = BigDecimal.valueOf(30);

    /**
     * Checks what was posted.
     *
     * @throws ApiProblem with every fault
     */
    static EndpointSettings of(NewEndpoint posted) {
        Map<String, String> headers = posted.headers() == null ? Map.of() : new LinkedHashMap<>(posted.headers());
        BigDecimal timeout = posted.timeout() == null ? DEFAULT_TIMEOUT : posted.timeout();
        List<Fault> faults = new ArrayList<>(StaticHeaders.faults(headers));
        TargetUrl.fault(posted.url()).ifPresent(reason -> faults.add(new Fault("/url", reason)));
        if (posted.rateLimit() != null && (posted.rateLimit() < 1 || posted.rateLimit() > MAX_RATE_LIMIT)) {
            faults.add(new Fault("/rateLimit", "must be a whole number from 1 to " + MAX_RATE_LIMIT));
        }
        if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            faults.add(new Fault("/timeout", "must be a number of seconds from " + MIN_TIMEOUT + " to " + MAX_TIMEOUT));
        }
        PayloadForm payload = payload(posted.payload(), faults);
        RetryPolicy retryPolicy = retryPolicy(posted, faults);
        if (!faults.isEmpty()) {
            throw ApiProblem.invalid(faults);
        }
        return new EndpointSettings(
                posted.name(),
                URI.create(posted.url()),
                headers,
                posted.rateLimit(),
                Seconds.duration(timeout),
                retryPolicy,
                payload,
                applicationId(posted.applicationId()));
    }

    /** What would have to be posted to get these settings. */
    NewEndpoint toPosted() {
        return new NewEndpoint(
                name,
                url.toString(),
                headers,
                rateLimit,
                Seconds.of(timeout),
                RetryPolicyJson.write(retryPolicy),
                payload.code(),
                applicationId == null ? null : applicationId.toString());
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

    /** The same settings, for an endpoint of this application. */
    EndpointSettings of(ApplicationId owner) {
        return new EndpointSettings(name, url, headers, rateLimit, timeout, retryPolicy, payload, owner.value());
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

    private static RetryPolicy retryPolicy(NewEndpoint posted, List<Fault> faults) {
        if (posted.retryPolicy() == null || posted.retryPolicy().isNull()) {
            return RetryPolicy.STANDARD;
        }
        try {
            return RetryPolicyJson.read(posted.retryPolicy());
        } catch (ApiProblem refused) {
            faults.addAll(refused.faults());
            return RetryPolicy.STANDARD;
        }
    }

    @Override
    public String toString() {
        return "EndpointSettings[" + name + "]";
    }
}
