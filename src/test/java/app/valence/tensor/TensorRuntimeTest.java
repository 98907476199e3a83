package app.valence.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TensorRuntimeTest {
  @Test
  void devicesAreReadByTheirUsualNames() {
    assertThat(Device.parse("cuda:1")).isEqualTo(new Device(Device.Kind.CUDA, 1));
    assertThat(Device.parse(" CPU ")).isEqualTo(Device.CPU);
    assertThat(Device.parse("auto").toString()).isEqualTo("auto");
    assertThatThrownBy(() -> Device.parse("tpu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tpu")
        .hasMessageContaining("cuda:1");
  }

  @Test
  void aDeviceThatIsNotThereIsNamedWithTheRemedy() {
    var options = new RuntimeOptions(new Device(Device.Kind.CUDA, 99), 0, ThreadWaiting.PASSIVE);
    assertThatThrownBy(
            () -> {
              try (var runtime = TensorRuntime.start(options)) {
                runtime.threads();
              }
            })
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("cuda:99")
        .hasMessageContaining("Use cpu");
  }

  @Test
  void noNumberOfThreadsMeansTheEnginesOwnAgain() {
    int own;
    try (var runtime = TensorRuntime.start(RuntimeOptions.DEFAULTS)) {
      own = runtime.threads();
    }
    var more = new RuntimeOptions(Device.CPU, own + 1, ThreadWaiting.PASSIVE);
    try (var runtime = TensorRuntime.start(more)) {
      assertThat(runtime.threads()).isEqualTo(own + 1);
    }
    try (var runtime = TensorRuntime.start(RuntimeOptions.DEFAULTS)) {
      assertThat(runtime.threads()).isEqualTo(own);
    }
  }

  @Test
  void sourceThatIsNoTorchScriptIsAnErrorAndNoCrash() throws IOException {
    byte[] archive =
        KernelArchive.pack("class Kernels(Module):\n  def broken(self) -> int:\n    x\n");
    try (var runtime = TensorRuntime.start(RuntimeOptions.DEFAULTS);
        var scope = runtime.open()) {
      assertThatThrownBy(() -> new TorchScriptModule(scope.pool(), archive))
          .isInstanceOf(RuntimeException.class);
    }
  }
}
