package app.valence;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that finds nothing proves nothing: each must find code that breaks it. */
class PlantedViolationsTest {
  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("app.valence.planted");

  static Stream<Arguments> rulesAndOffenders() {
    return Stream.of(
        Arguments.of(ArchitectureTest.threadsBelongToJobs, "StartsAThread"),
        Arguments.of(ArchitectureTest.threadsBelongToJobs, "IsAThread"),
        Arguments.of(ArchitectureTest.threadsBelongToJobs, "ComputesInParallel"),
        Arguments.of(ArchitectureTest.threadsBelongToJobs, "HooksTheShutdown"),
        Arguments.of(ArchitectureTest.threadsBelongToJobs, "KeepsATimer"),
        Arguments.of(ArchitectureTest.threadsBelongToJobs, "PromisesAFuture"),
        Arguments.of(ArchitectureTest.onlyTheAppEndsTheProcess, "EndsTheProcess"),
        Arguments.of(ArchitectureTest.djlStaysInTensorAndTokenizers, "SeesTensorsOfDjl"),
        Arguments.of(ArchitectureTest.databasesStayInStores, "AsksADatabase"),
        Arguments.of(ArchitectureTest.classNamesUseTheFieldsTerms, "AbstractThing"),
        Arguments.of(ArchitectureTest.classNamesUseTheFieldsTerms, "BaseThing"),
        Arguments.of(ArchitectureTest.classNamesUseTheFieldsTerms, "RunInfoCard"),
        Arguments.of(ArchitectureTest.classNamesUseTheFieldsTerms, "DataManagers"),
        Arguments.of(ArchitectureTest.everyPackageIsInsideAFeature, "PlantedViolations"));
  }

  @ParameterizedTest
  @MethodSource("rulesAndOffenders")
  void theRuleFindsTheOffender(ArchRule rule, String offender) {
    var report = rule.evaluate(PLANTED).getFailureReport();
    assertThat(report.getDetails()).anyMatch(detail -> detail.contains(offender));
  }
}
