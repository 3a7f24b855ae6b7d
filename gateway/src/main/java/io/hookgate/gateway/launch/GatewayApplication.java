package io.hookgate.gateway.launch;

import io.hookgate.gateway.demo.Demo;
import io.hookgate.local.DemoAccount;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The application while it runs: says where it is, and plays the demo when that is wanted. */
public class GatewayApplication implements QuarkusApplication {
    private final int port;
    private final String publicUrl;
    private final Optional<String> apiKey;
    private final Optional<String> issuer;
    private final boolean demo;

    GatewayApplication(
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "hookgate.public-url") String publicUrl,
            @ConfigProperty(name = "hookgate.bootstrap-api-key") Optional<String> apiKey,
            @ConfigProperty(name = "hookgate.oidc.issuer") Optional<String> issuer,
            @ConfigProperty(name = "hookgate.demo", defaultValue = "false") boolean demo) {
        this.port = port;
        this.publicUrl = publicUrl;
        this.apiKey = apiKey;
        this.issuer = issuer;
        this.demo = demo;
    }

    @Override
    public int run(String... arguments) {
        if (new Readiness(port).await()) {
            System.out.println(summary());
        } else {
            System.out.println("Hookgate runs but is not ready; see http://127.0.0.1:" + port + "/q/health/ready");
        }
        if (demo && apiKey.isPresent()) {
            Thread player = new Thread(new Demo("http://127.0.0.1:" + port, apiKey.get()), "hookgate-demo");
            player.setDaemon(true);
            player.start();
        }
        Quarkus.waitForExit();
        return 0;
    }

    private static String accounts(String realm) {
        String names = DemoAccount.all().stream()
                .map(account -> account.username() + " (" + account.role() + ")")
                .collect(Collectors.joining(", "));
        return """
                  Accounts   %s
                             password %s, in the demo realm %s, which starts in the background
                """.formatted(names, DemoAccount.all().get(0).password(), realm);
    }

    private String summary() {
        String accounts = issuer.map(GatewayApplication::accounts).orElse("");
        return """

                Hookgate is ready.
                  Console    %1$s/console
                  API        %1$s/api/v1        described at %1$s/q/openapi
                  Health     %1$s/q/health
                  Try it     curl -H "Authorization: Bearer $(cat "${HOOKGATE_DATA_DIR:-data}/bootstrap-api-key")" %1$s/api/v1/me
                """.formatted(publicUrl) + accounts;
    }
}
