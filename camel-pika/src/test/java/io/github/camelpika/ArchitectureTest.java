package io.github.camelpika;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

@AnalyzeClasses(locations = ArchitectureTest.TheComponent.class)
class ArchitectureTest {

    /** Where the component's classes are, and no other module's. */
    static final class TheComponent implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(PikaComponent.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    private static final String HERE = "io.github.camelpika";
    private static final int MOST_IN_THE_ROOT = 25;
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final int FEWEST_LINES_OF_A_PACKAGE = 3;
    private static final int MOST_LINES_OF_A_PACKAGE = 8;
    private static final Pattern NAMED_CLASS = Pattern.compile("\\{@link (\\w+)}");
    private static final String[] OPERATIONS = { "generate", "feed", "fetch", "observe" };
    private static final String[] ENGINES = packages("track", "wait", "gateway", "download", "model", "time");

    private static String[] packages(String... names) {
        return Stream.of(names).map(name -> HERE + "." + name + "..").toArray(String[]::new);
    }

    /** Those of the root that only put the operations together: the rest of the root is a vocabulary for all. */
    private static final DescribedPredicate<JavaClass> ENTRANCE = new DescribedPredicate<>("the component, its endpoints and converters") {
        @Override
        public boolean test(JavaClass type) {
            String file = type.getSource().flatMap(Source::getFileName).orElse("");
            return type.getPackageName().equals(HERE) && (file.matches("Pika(Component|Endpoint|Converters)\\w*\\.java")
                                                          || file.equals("OptionCheck.java"));
        }
    };

    private static final DescribedPredicate<JavaClass> VOCABULARY
            = resideInAPackage(HERE).and(not(ENTRANCE)).as("the rest of the root");

    private static final Pattern CLOCKS = Pattern.compile("java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
            + "|java\\.time\\.\\w+\\.(now|system\\w*|tick\\w*)|java\\.util\\.(Date\\.<init>|Calendar\\.getInstance)"
            + "|java\\.lang\\.Thread\\.sleep|java\\.util\\.concurrent\\.TimeUnit\\.sleep");

    /** Also by a reference, as in {@code System::nanoTime}. */
    private static final DescribedPredicate<JavaAccess<?>> LOOKS_AT_A_CLOCK = new DescribedPredicate<>("a clock or a sleep") {
        @Override
        public boolean test(JavaAccess<?> access) {
            return CLOCKS.matcher(access.getTargetOwner().getName() + "." + access.getName()).matches();
        }
    };

    @ArchTest
    static final ArchRule importsPointDownOnly = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("spring").definedBy("io.github.camelpika.spring")
            .layer("entrance").definedBy(ENTRANCE)
            .layer("operations").definedBy(packages(OPERATIONS))
            .layer("runtime").definedBy("io.github.camelpika.runtime")
            .layer("download").definedBy("io.github.camelpika.download..")
            .layer("track").definedBy("io.github.camelpika.track")
            .layer("wait").definedBy("io.github.camelpika.wait")
            .layer("gateway").definedBy("io.github.camelpika.gateway")
            .layer("vocabulary").definedBy(VOCABULARY)
            .layer("model").definedBy("io.github.camelpika.model")
            .layer("time").definedBy("io.github.camelpika.time")
            .whereLayer("spring").mayNotBeAccessedByAnyLayer()
            .whereLayer("entrance").mayOnlyBeAccessedByLayers("spring")
            .whereLayer("operations").mayOnlyBeAccessedByLayers("entrance")
            .whereLayer("runtime").mayOnlyBeAccessedByLayers("entrance", "operations", "spring")
            .whereLayer("download").mayOnlyBeAccessedByLayers("entrance", "operations", "runtime")
            .whereLayer("track").mayOnlyBeAccessedByLayers("entrance", "operations", "runtime", "spring")
            .whereLayer("wait").mayOnlyBeAccessedByLayers("entrance", "operations", "runtime", "track")
            .whereLayer("vocabulary").mayOnlyAccessLayers("model")
            .whereLayer("model").mayNotAccessAnyLayer()
            .whereLayer("time").mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule roomsHaveNoCycles = slices().assignedFrom(new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            if (!name.startsWith(HERE)) {
                return SliceIdentifier.ignore();
            }
            return name.equals(HERE)
                    ? SliceIdentifier.of(ENTRANCE.test(type) ? "entrance" : "vocabulary")
                    : SliceIdentifier.of(name.substring(HERE.length() + 1));
        }

        @Override
        public String getDescription() {
            return "packages, of which the root is two";
        }
    }).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule operationsDoNotKnowEachOther = slices()
            .assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    String name = type.getPackageName();
                    return Stream.of(OPERATIONS).filter(operation -> name.equals(HERE + "." + operation)).findFirst()
                            .map(SliceIdentifier::of).orElse(SliceIdentifier.ignore());
                }

                @Override
                public String getDescription() {
                    return "operations";
                }
            }).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule enginesKnowNoCamel = noClasses().that().resideInAnyPackage(ENGINES)
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule onlyObserveKnowsMicrometer = noClasses().that().resideOutsideOfPackage(HERE + ".observe")
            .should().dependOnClassesThat().resideInAnyPackage("io.micrometer..");

    @ArchTest
    static final ArchRule onlyTrackKnowsDatabases = noClasses().that().resideOutsideOfPackage(HERE + ".track")
            .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "com.github.kagkarlsson..");

    @ArchTest
    static final ArchRule onlySpringBringsDataSources = noClasses()
            .that().resideOutsideOfPackages(HERE + ".track", HERE + ".spring")
            .should().dependOnClassesThat().resideInAnyPackage("javax.sql..");

    @ArchTest
    static final ArchRule onlyThreeKnowTheHttpClient = noClasses()
            .that().resideOutsideOfPackages(packages("gateway", "download", "runtime"))
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.hc..", "java.net.http..");

    /** Written ones: those that a build makes are in a folder of their own. */
    @ArchTest
    static void theRootIsTheFaceOnly(JavaClasses ignored) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(HERE.replace('.', '/')))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))).hasSizeBetween(1, MOST_IN_THE_ROOT);
        }
    }

    @ArchTest
    static void eachPackageSaysWhatItKnowsAndWhatItNeverKnowsAndWhereToBegin(JavaClasses ignored) throws IOException {
        for (Path folder : foldersOfPackages()) {
            Path description = folder.resolve("package-info.java");
            assertThat(description).exists();
            List<String> lines = Files.readAllLines(description).stream().filter(line -> line.startsWith(" * ")).toList();
            String text = String.join("\n", lines);

            assertThat(lines).as("%s", description).hasSizeBetween(FEWEST_LINES_OF_A_PACKAGE, MOST_LINES_OF_A_PACKAGE);
            assertThat(text).as("%s", description).containsIgnoringCase("never know").contains("Begin with");
            assertThat(NAMED_CLASS.matcher(text).results().map(name -> name.group(1))).as("%s", description).isNotEmpty()
                    .allSatisfy(name -> assertThat(folder.resolve(name + ".java")).exists());
        }
    }

    private static List<Path> foldersOfPackages() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).distinct().sorted().toList();
        }
    }

    @ArchTest
    static final ArchRule onlyOnePackageKnowsSpring = noClasses().that().resideOutsideOfPackage("io.github.camelpika.spring")
            .should().dependOnClassesThat().resideInAnyPackage("org.springframework..", "org.apache.camel.spring..");

    @ArchTest
    static final ArchRule nothingNeedsTheEndpointDsl = noClasses().that().resideOutsideOfPackage("io.github.camelpika.dsl..")
            .should().dependOnClassesThat().resideInAnyPackage("io.github.camelpika.dsl..", "org.apache.camel.builder.endpoint..");

    @ArchTest
    static final ArchRule timeComesFromTheTimer = noClasses().that().resideOutsideOfPackage(HERE + ".time")
            .should().accessTargetWhere(LOOKS_AT_A_CLOCK);

    @ArchTest
    static final ArchRule nothingReadsJavaSerialization = noClasses()
            .should().dependOnClassesThat().areAssignableTo(java.io.ObjectInputStream.class);
}
