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
        .isInstanceOf(NoSuchDeviceException.class)
        .hasMessageContaining("cuda:99")
        .hasMessageContaining("Use cpu");
  }

  @Test
  void moreThreadsThanTheMachineBearsAreRefusedWithTheRange() {
    int most = RuntimeOptions.mostThreads();
    assertThat(new RuntimeOptions(Device.CPU, most, ThreadWaiting.PASSIVE).threads())
        .isEqualTo(most)
        .isGreaterThanOrEqualTo(16);
    assertThatThrownBy(() -> new RuntimeOptions(Device.CPU, most + 1, ThreadWaiting.PASSIVE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 0")
        .hasMessageContaining(String.valueOf(most));
  }

  @Test
  void noNumberOfThreadsMeansTheEnginesOwnAgain() {
    int own;
    try (var runtime = TensorRuntime.start(RuntimeOptions.DEFAULTS)) {
      own = runtime.threads();
    }
    int other = own == 1 ? 2 : own - 1;
    var options = new RuntimeOptions(Device.CPU, other, ThreadWaiting.PASSIVE);
    try (var runtime = TensorRuntime.start(options)) {
      assertThat(runtime.threads()).isEqualTo(other);
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
