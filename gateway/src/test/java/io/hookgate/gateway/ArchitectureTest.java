package io.hookgate.gateway;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dependency directions of docs/architecture.md, over the compiled classes of every module. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.hookgate");
    private static final List<String> MODULES =
            List.of("model", "adapter", "routing", "tenant", "delivery", "rocketmq", "local", "gateway");

    @Test
    void looksAtEveryModule() {
        assertThat(MODULES)
                .allSatisfy(module -> assertThat(CLASSES.stream()
                                .filter(resideInAPackage("io.hookgate." + module + ".."))
                                .count())
                        .as(module)
                        .isGreaterThan(5));
    }

    @Test
    void dependenciesPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.hookgate..")
                .layer("model")
                .definedBy("io.hookgate.model..")
                .layer("adapters")
                .definedBy("io.hookgate.adapter..")
                .layer("routing")
                .definedBy("io.hookgate.routing..")
                .layer("tenant")
                .definedBy("io.hookgate.tenant..")
                .layer("delivery")
                .definedBy("io.hookgate.delivery..")
                .layer("connector")
                .definedBy("io.hookgate.rocketmq..")
                .layer("local")
                .definedBy("io.hookgate.local..")
                .layer("gateway")
                .definedBy("io.hookgate.gateway..")
                .whereLayer("gateway")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("connector")
                .mayOnlyBeAccessedByLayers("gateway")
                .whereLayer("local")
                .mayOnlyBeAccessedByLayers("gateway")
                .whereLayer("delivery")
                .mayOnlyBeAccessedByLayers("gateway")
                .whereLayer("tenant")
                .mayOnlyBeAccessedByLayers("gateway", "delivery")
                .whereLayer("routing")
                .mayOnlyBeAccessedByLayers("tenant", "delivery")
                .whereLayer("adapters")
                .mayOnlyBeAccessedByLayers("gateway", "tenant")
                .whereLayer("model")
                .mayOnlyBeAccessedByLayers("gateway", "delivery", "tenant", "adapters")
                .check(CLASSES);
    }

    @Test
    void ingressAndDeliveryMeetOnlyOnTheTopic() {
        noClasses()
                .that()
                .resideInAPackage("io.hookgate.gateway.ingress..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.hookgate.delivery.route..")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("io.hookgate.delivery.ledger..")
                .check(CLASSES);
    }

    @Test
    void onlyTheConnectorNamesRocketMq() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.hookgate.rocketmq..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.rocketmq..")
                .check(CLASSES);
    }

    @Test
    void pureModulesKnowNeitherQuarkusNorADatabase() {
        noClasses()
                .that()
                .resideInAnyPackage("io.hookgate.model..", "io.hookgate.adapter..", "io.hookgate.routing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..", "io.vertx..", "jakarta..", "java.sql..", "org.hibernate..", "io.smallrye..")
                .check(CLASSES);
    }

    @Test
    void featurePackagesOfAModuleAreFreeOfCycles() {
        slices().matching("io.hookgate.(*).(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesAreNamedAfterFeatures() {
        Pattern emptyName = Pattern.compile(".*\\.(common|util|utils|impl|service|dto|manager|helper)(\\..*)?");
        assertThat(CLASSES.stream().map(type -> type.getPackageName()).distinct())
                .noneMatch(name -> emptyName.matcher(name).matches());
    }

    @Test
    void entitiesNeverLeaveTheirPackage() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }
}
