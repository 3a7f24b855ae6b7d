package io.hookgate.tenant.endpoint;

import io.hookgate.tenant.http.ApiProblem.Fault;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signature schemes of Standard Webhooks 1.0.0. */
enum SignatureScheme {
    /** HMAC-SHA256 with a shared secret. */
    V1,
    /** Ed25519 with a key pair. */
    V1A;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Set<SignatureScheme> read(@Nullable List<String> codes, List<Fault> faults) {
        if (codes == null) {
            return EnumSet.of(V1);
        }
        Set<SignatureScheme> schemes = EnumSet.noneOf(SignatureScheme.class);
        for (int i = 0; i < codes.size(); i++) {
            if (V1.code().equals(codes.get(i))) {
                schemes.add(V1);
            } else if (V1A.code().equals(codes.get(i))) {
                schemes.add(V1A);
            } else {
                faults.add(new Fault("/signatures/" + i, "must be 'v1' or 'v1a'"));
            }
        }
        if (codes.isEmpty()) {
            faults.add(new Fault("/signatures", "must name at least one of 'v1' and 'v1a'"));
        }
        return schemes;
    }

    static List<String> write(Set<SignatureScheme> schemes) {
        return schemes.stream().sorted().map(SignatureScheme::code).toList();
    }
}
