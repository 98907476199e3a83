package app.valence;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.modules.syntax.ModuleDependencyScope.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.modules.syntax.ModuleRuleDefinition.modules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;

/** The law of the package tree: which feature may use which, and where the libraries may appear. */
@AnalyzeClasses(packages = "app.valence", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "app.valence..";

  @ArchTest
  static final ArchRule featuresUseOnlyWhatTheyDeclare =
      modules()
          .definedByAnnotation(Feature.class)
          .should()
          .respectTheirAllowedDependenciesDeclaredIn(
              "uses", consideringOnlyDependenciesInAnyPackage(ROOT))
          .ignoreDependency(alwaysTrue(), type(Feature.class));

  @ArchTest
  static final ArchRule featuresAreFreeOfCycles =
      modules().definedByAnnotation(Feature.class).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyPackageIsInsideAFeature =
      classes()
          .that()
          .doNotBelongToAnyOf(Feature.class)
          .should(
              new ArchCondition<JavaClass>("be inside a package marked @Feature") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                  if (!isInsideFeature(item.getPackage())) {
                    events.add(
                        SimpleConditionEvent.violated(
                            item, item.getName() + " is outside every @Feature package"));
                  }
                }
              });

  @ArchTest
  static final ArchRule djlStaysInTensorAndTokenizers =
      noClasses()
          .that()
          .resideOutsideOfPackage("app.valence.tensor..")
          .and()
          .resideOutsideOfPackage("app.valence.model.tokenizer..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule modelSeesOnlyTheTokenizersOfDjl =
      noClasses()
          .that()
          .resideInAPackage("app.valence.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl.ndarray..", "ai.djl.pytorch..", "ai.djl.engine..");

  @ArchTest
  static final ArchRule tablesawStaysInDataAndRuns =
      onlyIn("tech.tablesaw..", "app.valence.data..", "app.valence.runs..");

  @ArchTest static final ArchRule picocliStaysInCli = onlyIn("picocli..", "app.valence.cli..");

  @ArchTest static final ArchRule httpStaysInHub = onlyIn("java.net.http..", "app.valence.hub..");

  @ArchTest
  static final ArchRule javaFxStaysInTheUserInterface =
      noClasses()
          .that()
          .resideOutsideOfPackage("app.valence.ui..")
          .and()
          .doNotHaveFullyQualifiedName("app.valence.app.Launcher")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "org.controlsfx..", "java.awt..", "javax.swing..");

  @ArchTest
  static final ArchRule threadsBelongToJobs =
      noClasses()
          .that()
          .resideOutsideOfPackage("app.valence.jobs..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are threads or executors",
                  c ->
                      c.isAssignableTo(java.util.concurrent.Executor.class)
                          || c.isEquivalentTo(java.util.concurrent.Executors.class)
                          || c.isEquivalentTo(java.util.concurrent.CompletableFuture.class)
                          || c.isEquivalentTo(java.util.Timer.class)))
          .orShould()
          .callConstructor(Thread.class, Runnable.class)
          .orShould()
          .callConstructor(Thread.class, Runnable.class, String.class);

  @ArchTest
  static final ArchRule classNamesUseTheFieldsTerms =
      noClasses()
          .should()
          .haveNameMatching(
              ".*\\.[^.]*(Manager|Helper|Util|Utils|Impl|Common|Info|Base|Abstract)[^.a-z]*");

  private static ArchRule onlyIn(String library, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true);
  }

  private static boolean isInsideFeature(JavaPackage javaPackage) {
    for (var p = Optional.of(javaPackage); p.isPresent(); p = p.get().getParent()) {
      if (p.get().isAnnotatedWith(Feature.class)) {
        return true;
      }
    }
    return false;
  }
}
