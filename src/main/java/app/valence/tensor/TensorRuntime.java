package app.valence.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The started engine on one device, with its kernels loaded and tested. */
public final class TensorRuntime implements AutoCloseable {
  /** The threads that the engine chose by itself; 0 before it was loaded. */
  private static int engineThreads;

  private final Device device;
  private final PtNDManager pool;
  private final TorchScriptModule module;
  private @Nullable Boolean prefersBf16;

  private TensorRuntime(Device device, PtNDManager pool) throws IOException {
    this.device = device;
    this.pool = pool;
    this.module = new TorchScriptModule(pool, KernelArchive.bundled());
  }

  /**
   * Loads the engine, which unpacks its native libraries on the first start on a machine, and tests
   * the kernels.
   *
   * @throws EngineUnavailableException if the engine, the device or a kernel does not work here
   */
  public static TensorRuntime start(RuntimeOptions options) {
    NativeEnvironment.prepare(options.waiting());
    try {
      Engine engine = Engine.getEngine("PyTorch");
      NativeEnvironment.quieten(Path.of(LibUtils.getLibtorchPath()));
      setThreads(options.threads());
      Device device = resolve(options.device(), engine.getGpuCount());
      var pool = (PtNDManager) NDManager.newBaseManager(toDjl(device));
      var runtime = new TensorRuntime(device, pool);
      KernelSelfTest.run(runtime);
      return runtime;
    } catch (IOException | RuntimeException | LinkageError e) {
      throw EngineUnavailableException.because(e);
    }
  }

  /** Whether the engine's libraries are in memory, which they stay once they have been used. */
  public static synchronized boolean isLoaded() {
    return engineThreads != 0;
  }

  /**
   * The engine has one number for the whole process, so 0 must undo what an earlier start chose.
   */
  private static synchronized void setThreads(int wanted) {
    if (engineThreads == 0) {
      engineThreads = JniUtils.getNumThreads();
    }
    JniUtils.setNumThreads(wanted > 0 ? wanted : engineThreads);
  }

  private static Device resolve(Device wanted, int gpus) {
    if (wanted.kind() == Device.Kind.AUTO) {
      return gpus > 0 ? new Device(Device.Kind.CUDA, 0) : Device.CPU;
    }
    if (wanted.kind() == Device.Kind.CUDA && wanted.index() >= gpus) {
      throw new NoSuchDeviceException(
          "There is no device "
              + wanted
              + ": the engine sees "
              + (gpus == 0 ? "no GPU" : gpus + " GPU(s), counted from cuda:0")
              + ". Use cpu, or point PYTORCH_LIBRARY_PATH at a CUDA build of PyTorch 2.7.1 and set"
              + " PYTORCH_FLAVOR=cu128.");
    }
    return wanted;
  }

  private static ai.djl.Device toDjl(Device device) {
    return device.kind() == Device.Kind.CUDA
        ? ai.djl.Device.gpu(device.index())
        : ai.djl.Device.cpu();
  }

  /** The device that is used: never {@code auto}. */
  public Device device() {
    return device;
  }

  /** The devices that may be chosen on this machine, {@code auto} first. */
  public List<Device> devices() {
    List<Device> devices = new ArrayList<>(List.of(Device.AUTO, Device.CPU));
    for (int gpu = 0; gpu < pool.getEngine().getGpuCount(); gpu++) {
      devices.add(new Device(Device.Kind.CUDA, gpu));
    }
    return devices;
  }

  /**
   * Whether bfloat16 is worth using here: its matrix products are clearly faster, which on a
   * processor takes AVX512_BF16 or AMX. Measured once, in some milliseconds.
   */
  public boolean prefersBf16() {
    if (prefersBf16 == null) {
      prefersBf16 = Bf16Probe.isFaster(this);
    }
    return prefersBf16;
  }

  /** Worker threads for one operation. */
  public int threads() {
    return JniUtils.getNumThreads();
  }

  /** Opens a scope of native memory on the device. */
  @MustBeClosed
  public TensorScope open() {
    return new TensorScope(this, pool.newSubManager(pool.getDevice()));
  }

  /** Hands native memory that nothing uses any more back to the system: for after a run. */
  public void releaseUnusedMemory() {
    NativeEnvironment.releaseUnusedMemory();
  }

  TorchScriptModule module() {
    return module;
  }

  @Override
  public void close() {
    pool.close();
  }
}
