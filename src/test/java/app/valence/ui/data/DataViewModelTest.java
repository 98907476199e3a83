package app.valence.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import app.valence.jobs.Cancellation;
import app.valence.jobs.Job;
import app.valence.jobs.JobContext;
import app.valence.jobs.JobRunner;
import app.valence.jobs.Outcome;
import app.valence.jobs.Progress;
import app.valence.training.setup.TrainingData.Sources;
import app.valence.ui.TestServices;
import app.valence.ui.jobs.FxJobRunner;
import app.valence.ui.navigation.Navigator;
import app.valence.ui.navigation.Screen;
import app.valence.ui.workbench.OpenData;
import app.valence.ui.workbench.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataViewModelTest {
  private static final Path SAMPLES = Path.of("samples");

  @TempDir Path folder;

  private final TestServices services = new TestServices();
  private final Workbench workbench = new Workbench();
  private final Navigator navigator = new Navigator();
  private final DataViewModel model =
      new DataViewModel(services.direct(), workbench, navigator, SAMPLES);

  @Test
  void theSampleOpensWithItsThreeSplits() {
    navigator.show(Screen.TEST);

    model.sampleCommand().execute();

    OpenData data = workbench.dataProperty().get();
    assertThat(data).isNotNull();
    assertThat(data.name()).isEqualTo("sentiment");
    assertThat(data.content().splits()).hasSize(3);
    assertThat(navigator.currentProperty().get()).isEqualTo(Screen.DATA);
    assertThat(model.hitsProperty().get()).isEqualTo("800 of 800");
    assertThat(model.choicesProperty().get().parts())
        .extracting(Facet.Part::title)
        .containsExactly("All  800", "Training  600", "Validation  100", "Test  100");
    SplitBalance train = overview().balances().get(0);
    assertThat(train.title()).isEqualTo("Training · 600 examples");
    assertThat(train.shares()).extracting(SplitBalance.Share::label).containsExactly(0, 1, 2);
    assertThat(train.shares().stream().mapToDouble(SplitBalance.Share::share).sum()).isEqualTo(1);
  }

  @Test
  void searchAndLabelsNarrowTheTableAndReport() {
    model.sampleCommand().execute();

    model.table().search("The HOTEL");
    int hits = model.table().shownProperty().get().size();
    assertThat(hits).isBetween(1, 100);
    assertThat(model.hitsProperty().get()).isEqualTo(hits + " of 800");
    model.table().only(Optional.of(SplitKind.TEST));
    assertThat(model.table().shownProperty().get().total()).isEqualTo(100);
    model.table().search("");
    model.table().choose(0, true);

    assertThat(model.table().shownProperty().get().size())
        .isEqualTo(model.choicesProperty().get().labels().get(0).count());
  }

  @Test
  void aTrainingFileBringsItsSiblingsAlongAndSaysSo() throws IOException {
    write("reviews_train.tsv", 40);
    write("reviews_dev.tsv", 10);
    write("reviews_test.tsv", 10);
    write("other_test.tsv", 10);
    services.paths.add(folder.resolve("reviews_train.tsv"));

    model.openCommand().execute();

    Sources sources = workbench.dataProperty().get().sources();
    assertThat(sources.validation()).contains(folder.resolve("reviews_dev.tsv"));
    assertThat(sources.test()).contains(folder.resolve("reviews_test.tsv"));
    assertThat(overview().files()).contains("reviews_dev.tsv, reviews_test.tsv");
  }

  @Test
  void aFileOfAnotherNameComesAloneAndGivesATenthToValidation() throws IOException {
    write("reviews.tsv", 40);
    write("test.tsv", 10);

    model.open(List.of(folder.resolve("reviews.tsv")));

    OpenData data = workbench.dataProperty().get();
    assertThat(data.sources().test()).isEmpty();
    assertThat(data.content().validationIsSplitOff()).isTrue();
    assertThat(data.content().validation().orElseThrow().size()).isEqualTo(4);
    assertThat(overview().files()).contains("4 examples of reviews.tsv");
  }

  @Test
  void aDroppedFolderOpensByTheNamesOfItsFiles() throws IOException {
    write("train.tsv", 40);
    write("valid.tsv", 10);
    Files.writeString(folder.resolve("readme.md"), "Reviews of hotels");

    model.open(List.of(folder));

    OpenData data = workbench.dataProperty().get();
    assertThat(data.name()).isEqualTo(folder.getFileName().toString());
    assertThat(data.sources().validation()).contains(folder.resolve("valid.tsv"));
  }

  @Test
  void severalDroppedFilesFindTheirRolesOrSayWhatToDo() throws IOException {
    Path train = write("my-train.tsv", 40);
    Path test = write("my-test.tsv", 10);
    Path other = write("extra.tsv", 10);

    model.open(List.of(test, train));
    assertThat(workbench.dataProperty().get().sources().test()).contains(test);

    model.open(List.of(train, other));
    assertThat(model.opening().failureProperty().get().text())
        .contains("not clear")
        .contains("my-train.tsv, extra.tsv");
  }

  @Test
  void aGuessedFileThatDoesNotFitIsLeftOutWithItsReason() throws IOException {
    write("train.tsv", 40);
    write("valid.tsv", 10);
    Files.writeString(folder.resolve("test.tsv"), "text\tlabel\nFine food\tsurprised\n");

    model.open(List.of(folder.resolve("train.tsv")));

    OpenData data = workbench.dataProperty().get();
    assertThat(data.sources().test()).isEmpty();
    assertThat(data.sources().validation()).isPresent();
    Finding leftOut = overview().findings().get(0);
    assertThat(leftOut.text()).startsWith("test.tsv does not fit");
    assertThat(leftOut.parts().get(0).text()).contains("surprised").contains("line 2");
  }

  @Test
  void aFileThatFailsLeavesWhatIsOpenAndSaysWhy() throws IOException {
    model.sampleCommand().execute();
    OpenData before = workbench.dataProperty().get();
    Path broken = folder.resolve("broken.csv");
    Files.writeString(broken, "sentence,opinion\nGood,1\nBad,0\n");

    model.open(List.of(broken));

    assertThat(workbench.dataProperty().get()).isSameAs(before);
    assertThat(model.hitsProperty().get()).isEqualTo("800 of 800");
    assertThat(model.opening().failureProperty().get().text()).contains("broken.csv", "sentence");
    assertThat(services.notices).hasSize(1).first().asString().contains("broken.csv");
  }

  @Test
  void namingTheColumnsReadsTheFileThatFailed() throws IOException {
    Path file = folder.resolve("other.csv");
    String rows =
        IntStream.range(0, 40)
            .mapToObj(i -> "Room number " + i + "," + (i % 2 == 0 ? "good" : "bad"))
            .collect(Collectors.joining("\n"));
    Files.writeString(file, "sentence,opinion\n" + rows + "\n");
    model.open(List.of(file));

    model.opening().readAgain("sentence");
    assertThat(model.opening().failureProperty().get().text()).contains("opinion");
    model.opening().readAgain("opinion");

    assertThat(model.opening().failureProperty().get()).isNull();
    assertThat(workbench.dataProperty().get().reading().textColumn()).contains("sentence");
    assertThat(workbench.dataProperty().get().content().train().size()).isEqualTo(36);
  }

  @Test
  void theTestFileCanBeChosenAndRemoved() throws IOException {
    Path train = write("reviews.tsv", 40);
    Path test = write("held-out.tsv", 10);
    model.open(List.of(train));
    assertThat(model.removeCommand(SplitKind.TEST).executableProperty().get()).isFalse();

    services.paths.add(test);
    model.chooseCommand(SplitKind.TEST).execute();
    assertThat(workbench.dataProperty().get().content().test().orElseThrow().size()).isEqualTo(10);

    model.removeCommand(SplitKind.TEST).execute();
    assertThat(workbench.dataProperty().get().content().test()).isEmpty();
  }

  @Test
  void findingsNameBadRowsRepeatsLeaksAndContradictionsAndLeadToThem() throws IOException {
    Path train = write("train.tsv", 40);
    Files.writeString(
        train, Files.readString(train) + "Hello there\tgood\nhello  there\tbad\n\tgood\n");
    write("dev.tsv", 10);
    Path test = folder.resolve("test.tsv");
    Files.writeString(test, "text\tlabel\nHELLO THERE\tgood\n");

    model.open(List.of(train));
    List<Finding> findings = overview().findings();

    assertThat(findings)
        .extracting(Finding::text)
        .contains(
            "1 row of train.tsv left out",
            "1 text has different labels",
            "1 repeated text in Training",
            "1 text in both Test and Training",
            "1 class missing in Test");
    Finding leak =
        findings.stream().filter(f -> f.text().contains("in both")).findFirst().orElseThrow();
    model.table().search("nothing like this");
    Finding inTest = leak.parts().get(0).parts().get(1);
    model.table().reveal(inTest.row());

    assertThat(model.detailsProperty().get().orElseThrow().text()).isEqualTo("HELLO THERE");
    assertThat(model.table().shownProperty().get().position(inTest.row())).isNotNegative();
    assertThat(model.table().queryProperty().get().search()).isEmpty();
  }

  @Test
  void theInspectorTellsTheExampleWhole() {
    model.sampleCommand().execute();

    model.table().select(0);

    ExampleDetails details = model.detailsProperty().get().orElseThrow();
    assertThat(details.text()).startsWith("chargd me twice");
    assertThat(details.labelName()).isEqualTo("negative");
    assertThat(details.line()).isEqualTo("2");
    assertThat(details.file()).isEqualTo("train.tsv");
    assertThat(details.words()).isEqualTo("15");
  }

  @Test
  void aNewReadingStopsTheOneBeforeAndDropsItsResult() throws IOException {
    Path first = write("first.tsv", 40);
    Path second = write("second.tsv", 20);
    var held = new HeldJobs();
    var slow =
        new DataViewModel(
            services.services(new FxJobRunner(held, Runnable::run)), workbench, navigator, SAMPLES);

    slow.open(List.of(first));
    slow.open(List.of(second));
    assertThat(held.cancellations.get(0).isRequested()).isTrue();
    held.finish(1);
    held.finish(0);

    assertThat(workbench.dataProperty().get().name()).isEqualTo("second");
    assertThat(slow.opening().jobProperty().get()).isNull();
  }

  private Overview overview() {
    return model.overviewProperty().get().orElseThrow();
  }

  private Path write(String name, int rows) throws IOException {
    String text =
        IntStream.range(0, rows)
            .mapToObj(i -> name + " example " + i + "\t" + (i % 2 == 0 ? "good" : "bad"))
            .collect(Collectors.joining("\n", "text\tlabel\n", "\n"));
    return Files.writeString(folder.resolve(name), text);
  }

  /** Jobs that run when the test says so, even if they were asked to stop. */
  private static final class HeldJobs implements JobRunner {
    final List<Cancellation> cancellations = new ArrayList<>();
    private final List<Runnable> jobs = new ArrayList<>();

    @Override
    public <T> Cancellation start(
        String name, Job<T> job, Consumer<Progress> progress, Consumer<Outcome<T>> outcome) {
      var cancellation = new Cancellation();
      cancellations.add(cancellation);
      // A fresh cancellation: the job ends well although it was asked to stop.
      jobs.add(() -> outcome.accept(Outcome.of(job, new JobContext(new Cancellation(), progress))));
      return cancellation;
    }

    void finish(int job) {
      jobs.get(job).run();
      // What the end of one reading asks for, such as the rows of the table, runs at once.
      for (int next = 2; next < jobs.size(); next++) {
        jobs.get(next).run();
      }
    }
  }
}
