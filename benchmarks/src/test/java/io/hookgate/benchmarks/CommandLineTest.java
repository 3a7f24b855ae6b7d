package io.hookgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hookgate.benchmarks.round.Settings;
import io.hookgate.benchmarks.scenario.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void isQuickWhenNothingIsSaid() {
        CommandLine line = CommandLine.parse(List.of());

        assertThat(line.settings()).isEqualTo(Settings.quick());
        assertThat(line.scenarios()).extracting(Scenario::id).containsExactly("throughput", "latency");
        assertThat(line.product()).isEqualTo("hookgate");
    }

    @Test
    void measuresEverythingThatHasAGoalInFull() {
        CommandLine line = CommandLine.parse(List.of("full"));

        assertThat(line.settings()).isEqualTo(Settings.full());
        assertThat(line.scenarios())
                .extracting(Scenario::id)
                .containsExactly(
                        "start", "throughput", "latency", "endurance", "hanging", "subscriptions", "retries", "pages");
    }

    @Test
    void runsNamedScenariosInTheOrderThatLetsThemShareFigures() {
        CommandLine line = CommandLine.parse(List.of("retries", "throughput"));

        assertThat(line.settings()).isEqualTo(Settings.full());
        assertThat(line.scenarios()).extracting(Scenario::id).containsExactly("throughput", "retries");
    }

    @Test
    void shortensNamedScenariosWhenAskedForQuick() {
        CommandLine line = CommandLine.parse(List.of("quick", "hanging"));

        assertThat(line.settings()).isEqualTo(Settings.quick());
        assertThat(line.scenarios()).extracting(Scenario::id).containsExactly("hanging");
    }

    @Test
    void takesSettingsAndOptionsOfTheProduct() {
        CommandLine line = CommandLine.parse(List.of(
                "--rounds",
                "3",
                "quick",
                "--connections",
                "64",
                "--set",
                "url=http://127.0.0.1:1?a=b",
                "--product",
                "x"));

        assertThat(line.settings().rounds()).isEqualTo(3);
        assertThat(line.settings().connections()).isEqualTo(64);
        assertThat(line.options()).isEqualTo(Map.of("url", "http://127.0.0.1:1?a=b"));
        assertThat(line.product()).isEqualTo("x");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.parse(List.of("through")))
                .withMessageContaining("through");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandLine.parse(List.of("--colour", "red")))
                .withMessageContaining("colour");
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.parse(List.of("--rounds", "many")));
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.parse(List.of("--rounds", "0")));
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.parse(List.of("--rounds")));
    }
}
