package io.hookgate.adapter.dingtalk;

import io.hookgate.adapter.InvalidConfigurationException;
import io.hookgate.adapter.InvalidConfigurationException.Fault;
import io.hookgate.adapter.SourceConfiguration;
import io.hookgate.adapter.callbackcrypto.CallbackKeys;
import io.hookgate.adapter.callbackcrypto.ReceiveIds;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A source's configuration, checked against the rules of the schemas.
 *
 * @param keys the token and the AES key
 * @param receiveIds whom messages may be addressed to
 * @param timestampTolerance how far the signed timestamp may be from now; empty where it is not checked
 * @param randomSuiteReply whether the checks of a suite URL are answered with their random value
 * @param sourceUri the CloudEvents source of an event that names no company and no suite
 */
record DingTalkSettings(
        CallbackKeys keys,
        Set<String> receiveIds,
        Optional<Duration> timestampTolerance,
        boolean randomSuiteReply,
        URI sourceUri) {
    /** Whom the check of a suite that is being created is addressed to; its own key does not exist yet. */
    static final Set<String> CREATION_RECEIVE_IDS = Set.of("CREATE_SUITE_KEY", "suite4xxxxxxxxxxxxxxx");

    private static final String RECEIVE_IDS = "receiveIds";
    private static final String TOLERANCE = "timestampToleranceSeconds";
    private static final String SUITE_REPLY = "suiteCheckReply";
    private static final String TOKEN = "token";
    private static final String AES_KEY = "aesKey";
    private static final int MAX_RECEIVE_IDS = 50;
    private static final int MAX_TOLERANCE_SECONDS = 604_800;
    private static final Pattern TOKEN_FORM = Pattern.compile("[A-Za-z0-9_-]{3,64}");
    private static final Pattern AES_KEY_FORM = Pattern.compile("[A-Za-z0-9]{43}");
    private static final Pattern RECEIVE_ID_FORM = Pattern.compile("[!-~]{1,128}");

    DingTalkSettings {
        receiveIds = Set.copyOf(receiveIds);
    }

    /**
     * Checks and reads the configuration.
     *
     * @throws InvalidConfigurationException with every fault that there is
     */
    static DingTalkSettings read(SourceConfiguration configuration) throws InvalidConfigurationException {
        List<Fault> faults = new ArrayList<>();
        configuration.preset().ifPresent(preset -> faults.add(new Fault("/preset", "DingTalk has no presets")));
        Map<String, Object> settings = configuration.settings();
        refuseUnknown("/settings/", settings.keySet(), Set.of(RECEIVE_IDS, TOLERANCE, SUITE_REPLY), faults);
        Set<String> receiveIds = receiveIds(settings, faults);
        int tolerance = tolerance(settings.get(TOLERANCE), faults);
        boolean randomSuiteReply = randomSuiteReply(settings.get(SUITE_REPLY), faults);
        Map<String, String> secrets = configuration.secrets();
        refuseUnknown("/secrets/", secrets.keySet(), Set.of(TOKEN, AES_KEY), faults);
        String token =
                secret(secrets, TOKEN, TOKEN_FORM, "must have 3 to 64 letters, digits, dashes or underscores", faults);
        String aesKey = secret(secrets, AES_KEY, AES_KEY_FORM, "must have exactly 43 letters and digits", faults);
        if (!faults.isEmpty()) {
            throw new InvalidConfigurationException(faults);
        }
        return new DingTalkSettings(
                CallbackKeys.of(token, aesKey),
                receiveIds,
                tolerance == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(tolerance)),
                randomSuiteReply,
                URI.create(configuration.sourceUri()));
    }

    /** Those of the configuration and those of a suite that is being created. */
    ReceiveIds readableReceiveIds() {
        Set<String> all = new HashSet<>(receiveIds);
        all.addAll(CREATION_RECEIVE_IDS);
        return ReceiveIds.anyOf(all);
    }

    private static void refuseUnknown(String parent, Set<String> names, Set<String> known, List<Fault> faults) {
        for (String name : new TreeSet<>(names)) {
            if (!known.contains(name)) {
                faults.add(new Fault(parent + name.replace("~", "~0").replace("/", "~1"), "is not known"));
            }
        }
    }

    private static Set<String> receiveIds(Map<String, Object> settings, List<Fault> faults) {
        String pointer = "/settings/" + RECEIVE_IDS;
        if (!(settings.get(RECEIVE_IDS) instanceof List<?> list) || list.isEmpty() || list.size() > MAX_RECEIVE_IDS) {
            faults.add(new Fault(pointer, "must be a list of 1 to " + MAX_RECEIVE_IDS + " receive ids"));
            return Set.of();
        }
        Set<String> receiveIds = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof String id)
                    || !RECEIVE_ID_FORM.matcher(id).matches()) {
                faults.add(new Fault(pointer + "/" + i, "must be a text of 1 to 128 visible ASCII characters"));
            } else if (!receiveIds.add(id)) {
                faults.add(new Fault(pointer + "/" + i, "must not be there twice"));
            }
        }
        return receiveIds;
    }

    private static int tolerance(@Nullable Object value, List<Fault> faults) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Number number
                && number.doubleValue() == number.intValue()
                && number.intValue() >= 0
                && number.intValue() <= MAX_TOLERANCE_SECONDS) {
            return number.intValue();
        }
        faults.add(new Fault("/settings/" + TOLERANCE, "must be a whole number from 0 to " + MAX_TOLERANCE_SECONDS));
        return 0;
    }

    private static boolean randomSuiteReply(@Nullable Object value, List<Fault> faults) {
        if (value == null || value.equals("success")) {
            return false;
        }
        if (!value.equals("random")) {
            faults.add(new Fault("/settings/" + SUITE_REPLY, "must be success or random"));
        }
        return true;
    }

    private static String secret(
            Map<String, String> secrets, String name, Pattern form, String rule, List<Fault> faults) {
        String value = secrets.get(name);
        if (value == null) {
            faults.add(new Fault("/secrets/" + name, "is required"));
            return "";
        }
        if (!form.matcher(value).matches()) {
            faults.add(new Fault("/secrets/" + name, rule));
        }
        return value;
    }
}
