package dev.iris.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of the house. */
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.iris");

    @Test
    void theWholeHouseIsLookedAt() {
        assertThat(HOUSE.stream().map(c -> c.getPackageName()).distinct())
                .contains("dev.iris.model", "dev.iris.rocksdb", "dev.iris.server", "dev.iris.partner", "dev.iris.cli");
    }

    @ParameterizedTest
    @CsvSource({
        "publish, deliver",
        "publish, batch",
        "deliver, publish",
        "deliver, batch",
        "batch, publish",
        "batch, deliver"
    })
    void stagesMeetOnlyInModelAndEngine(String stage, String other) {
        noClasses()
                .that()
                .resideInAPackage("dev.iris." + stage + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.iris." + other + "..")
                .check(HOUSE);
    }

    @Test
    void theModelKnowsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("dev.iris.model")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.iris.model")
                .check(HOUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "tools.jackson.., dev.iris.json",
        "org.snakeyaml.., dev.iris.json",
        "io.vertx.., dev.iris.http|dev.iris.server.api",
        "io.netty.., dev.iris.http|dev.iris.server.api",
        "com.nimbusds.., dev.iris.oauth",
        "de.siegmar.fastcsv.., dev.iris.server.imports",
        "org.stringtemplate.., dev.iris.format",
        "org.antlr.., dev.iris.format",
        "org.rocksdb.., dev.iris.rocksdb",
        "org.jdbi.., dev.iris.server.control",
        "org.flywaydb.., dev.iris.server.control",
        "org.sqlite.., dev.iris.server.control",
        "com.google.crypto.tink.., dev.iris.server.control",
        "io.micrometer.., dev.iris.server.metrics",
        "io.prometheus.., dev.iris.server.metrics",
        "org.bouncycastle.., dev.iris.partner.certificates",
        "org.HdrHistogram.., dev.iris.cli.bench",
        "picocli.., dev.iris.cli",
        "ch.qos.logback.., dev.iris.cli",
        "org.springframework.., dev.iris.interop",
        "org.apache.catalina.., dev.iris.interop"
    })
    void aLibraryIsNamedWhereItIsAtHome(String library, String home) {
        noClasses()
                .that()
                .resideOutsideOfPackages(home.split("\\|"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(HOUSE);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.iris.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void onlyServerAndCliKnowAnEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.iris.server", "dev.iris.cli..", "dev.iris.rocksdb", "dev.iris.benchmarks")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.iris.rocksdb")
                .check(HOUSE);
    }

    @Test
    void timeAndRandomnessComeInThroughConstructors() {
        var pipeline = noClasses()
                .that()
                .resideOutsideOfPackages("dev.iris.cli..", "dev.iris.testkit..")
                .and()
                .doNotHaveFullyQualifiedName("dev.iris.server.IrisServer");
        pipeline.should().callMethod(Instant.class, "now").check(HOUSE);
        pipeline.should().callMethod(LocalDate.class, "now").check(HOUSE);
        pipeline.should().callMethod(Clock.class, "systemUTC").check(HOUSE);
        pipeline.should().callMethod(System.class, "currentTimeMillis").check(HOUSE);
        pipeline.should().callMethod(System.class, "nanoTime").check(HOUSE);
        pipeline.should().callMethod(Math.class, "random").check(HOUSE);
        pipeline.should().callMethod(ThreadLocalRandom.class, "current").check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".*Impl",
                ".*Manager",
                ".*Utils?",
                ".*Helper",
                ".*Service",
                ".*Processor",
                "Abstract[A-Z].*",
                "Base[A-Z].*"
            })
    void noTypeHasANameThatSaysNothing(String name) {
        assertThat(HOUSE.stream().filter(c -> c.getSimpleName().matches(name)).map(c -> c.getFullName()))
                .isEmpty();
    }
}
