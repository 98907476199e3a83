package app.valence;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
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
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/** The law of the package tree: which feature may use which, and where the libraries may appear. */
@AnalyzeClasses(packages = "app.valence", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "app.valence..";

  /** Words of a camel-case name, also in the plural. */
  private static final Pattern BANNED_WORDS =
      Pattern.compile(
          "(Manager|Helper|Util|Utility|Utilitie|Impl|Common|Info|Base|Abstract)s?(?![a-z])");

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
      onlyIn("ai.djl..", "app.valence.tensor..", "app.valence.model.tokenizer..");

  @ArchTest
  static final ArchRule tokenizersSeeNothingElseOfDjl =
      noClasses()
          .that()
          .resideInAPackage("app.valence.model.tokenizer..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("ai.djl..")
                  .and(not(resideInAPackage("ai.djl.huggingface.tokenizers.."))));

  @ArchTest
  static final ArchRule tablesawStaysInDataAndRuns =
      onlyIn("tech.tablesaw..", "app.valence.data..", "app.valence.runs..");

  @ArchTest
  static final ArchRule templatesStayInPrompting =
      onlyIn("com.hubspot.jinjava..", "app.valence.prompting..");

  @ArchTest static final ArchRule picocliStaysInCli = onlyIn("picocli..", "app.valence.cli..");

  @ArchTest static final ArchRule httpStaysInHub = onlyIn("java.net.http..", "app.valence.hub..");

  @ArchTest
  static final ArchRule databasesStayInStores =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..");

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
  static final ArchRule viewModelsKnowNoScreen =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("ViewModel")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule viewsBindAndDecideNothing =
      noClasses()
          .that()
          .resideInAPackage("app.valence.ui..")
          .and()
          .haveSimpleNameEndingWith("View")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT)
                  .and(not(resideInAPackage("app.valence.ui..")))
                  .and(not(describe("are records or enums", c -> c.isRecord() || c.isEnum()))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule partsOfTheWindowAreFreeOfCycles =
      slices().matching("app.valence.ui.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule screensDoNotKnowEachOther =
      slices()
          .matching("app.valence.ui.(data|model|training|testing|upcoming)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule screenUpdatesGoThroughUiJobs =
      noClasses()
          .that()
          .resideOutsideOfPackage("app.valence.ui.jobs..")
          .should()
          .callMethodWhere(
              target(name("runLater")).and(target(owner(name("javafx.application.Platform")))));

  @ArchTest
  static final ArchRule threadsBelongToJobs =
      noClasses()
          .that()
          .resideOutsideOfPackage("app.valence.jobs..")
          .should()
          .dependOnClassesThat(
              assignableTo(Executor.class)
                  .or(type(Executors.class))
                  .or(assignableTo(Future.class))
                  .or(type(Timer.class))
                  .or(assignableTo(TimerTask.class)))
          .orShould()
          .beAssignableTo(Thread.class)
          .orShould()
          .callConstructorWhere(target(owner(assignableTo(Thread.class))))
          .orShould()
          .callMethodWhere(target(nameMatching("parallel|parallelStream|addShutdownHook")));

  @ArchTest
  static final ArchRule onlyTheAppEndsTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackage("app.valence.app..")
          .should()
          .callMethodWhere(target(nameMatching("exit|halt")).and(target(owner(endsProcesses()))));

  @ArchTest
  static final ArchRule classNamesUseTheFieldsTerms =
      noClasses()
          .should(
              new ArchCondition<JavaClass>("have a banned word in its name") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                  boolean banned = BANNED_WORDS.matcher(item.getSimpleName()).find();
                  events.add(
                      new SimpleConditionEvent(
                          item, banned, item.getName() + " has a banned word"));
                }
              });

  private static DescribedPredicate<JavaClass> endsProcesses() {
    return type(System.class).or(type(Runtime.class));
  }

  private static ArchRule onlyIn(String library, String... homes) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
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
