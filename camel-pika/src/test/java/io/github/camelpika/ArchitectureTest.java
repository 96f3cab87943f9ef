package io.github.camelpika;

import java.util.Set;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(locations = ArchitectureTest.TheComponent.class)
class ArchitectureTest {

    /** Where the component's classes are, and no other module's. */
    static final class TheComponent implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(PikaComponent.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    @ArchTest
    static final ArchRule importsPointDownOnly = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("spring").definedBy("io.github.camelpika.spring")
            .layer("root").definedBy("io.github.camelpika")
            .layer("download").definedBy("io.github.camelpika.download..")
            .layer("track").definedBy("io.github.camelpika.track")
            .layer("wait").definedBy("io.github.camelpika.wait")
            .layer("gateway").definedBy("io.github.camelpika.gateway")
            .layer("model").definedBy("io.github.camelpika.model")
            .layer("time").definedBy("io.github.camelpika.time")
            .whereLayer("spring").mayNotBeAccessedByAnyLayer()
            .whereLayer("root").mayOnlyBeAccessedByLayers("spring")
            .whereLayer("download").mayOnlyBeAccessedByLayers("root")
            .whereLayer("track").mayOnlyBeAccessedByLayers("root", "spring")
            .whereLayer("wait").mayOnlyBeAccessedByLayers("root", "track")
            .whereLayer("gateway").mayOnlyBeAccessedByLayers("root", "track", "wait", "download")
            .whereLayer("model").mayNotAccessAnyLayer()
            .whereLayer("time").mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("io.github.camelpika.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyOnePackageKnowsSpring = noClasses().that().resideOutsideOfPackage("io.github.camelpika.spring")
            .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "org.apache.camel.spring..");

    @ArchTest
    static final ArchRule nothingNeedsTheEndpointDsl = noClasses().that().resideOutsideOfPackage("io.github.camelpika.dsl..")
            .should().dependOnClassesThat().resideInAnyPackage("io.github.camelpika.dsl..", "org.apache.camel.builder.endpoint..");

    @ArchTest
    static final ArchRule onlyTheRootKnowsEndpoints = noClasses()
            .that().resideOutsideOfPackages("io.github.camelpika", "io.github.camelpika.spring")
            .should().dependOnClassesThat().haveSimpleNameEndingWith("Endpoint")
            .orShould().dependOnClassesThat().haveSimpleNameEndingWith("Component");

    @ArchTest
    static final ArchRule timeComesFromTheTimer = noClasses().that().resideOutsideOfPackage("io.github.camelpika.time")
            .should().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(java.time.Instant.class, "now")
            .orShould().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule nothingReadsJavaSerialization = noClasses()
            .should().dependOnClassesThat().areAssignableTo(java.io.ObjectInputStream.class);
}
