package app.valence.tensor;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls the methods of a TorchScript module with gradients on. DJL's public way in hard-codes
 * inference, so this class, and no other, reaches for the native call beneath it.
 */
final class TorchScriptModule {
  private static final MethodHandle RUN = nativeRunMethod();

  private final PtSymbolBlock block;
  private final IValue none;

  /** Loads an archive; the module lives as long as {@code pool}. */
  TorchScriptModule(PtNDManager pool, byte[] archive) throws IOException {
    block = JniUtils.loadModule(pool, new ByteArrayInputStream(archive), false, false);
    none = call("none");
  }

  /**
   * Calls a method.
   *
   * @param arguments tensors, lists of tensors, long, double, boolean, String, or null for None
   * @return the result, to be closed by the caller
   */
  IValue call(String method, @Nullable Object... arguments) {
    var values = new @Nullable IValue[arguments.length];
    try {
      var handles = new long[arguments.length];
      for (int i = 0; i < arguments.length; i++) {
        IValue value = toIValue(arguments[i]);
        values[i] = value;
        handles[i] = value.getHandle();
      }
      return (IValue) RUN.invokeExact((long) block.getHandle(), method, handles);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("Kernel " + method + " could not be called", e);
    } finally {
      for (int i = 0; i < values.length; i++) {
        IValue value = values[i];
        boolean isKept =
            value == none || (arguments[i] instanceof Tensor tensor && tensor.isHalf());
        if (value != null && !isKept) {
          value.close();
        }
      }
    }
  }

  private IValue toIValue(@Nullable Object argument) {
    if (argument == null) {
      return none;
    } else if (argument instanceof Tensor tensor) {
      HalfMatrix half = tensor.half();
      return half == null ? IValue.from(tensor.array()) : half.value();
    } else if (argument instanceof List<?> list) {
      return listOf(list.stream().map(Tensor.class::cast).toList());
    } else if (argument instanceof Boolean flag) {
      return IValue.from(flag.booleanValue());
    } else if (argument instanceof Number number) {
      return number instanceof Double || number instanceof Float
          ? IValue.from(number.doubleValue())
          : IValue.from(number.longValue());
    } else if (argument instanceof String text) {
      return IValue.from(text);
    }
    throw new IllegalArgumentException("No kernel takes a " + argument.getClass());
  }

  private static IValue listOf(List<Tensor> tensors) {
    if (tensors.stream().noneMatch(Tensor::isHalf)) {
      return IValue.listFrom(tensors.stream().map(Tensor::array).toArray(PtNDArray[]::new));
    }
    var values = new IValue[tensors.size()];
    try {
      for (int i = 0; i < values.length; i++) {
        HalfMatrix half = tensors.get(i).half();
        values[i] = half == null ? IValue.from(tensors.get(i).array()) : half.value();
      }
      return IValue.listFrom(values);
    } finally {
      for (int i = 0; i < values.length; i++) {
        if (!tensors.get(i).isHalf()) {
          values[i].close();
        }
      }
    }
  }

  /** {@code (module, method, arguments) -> result}, in training mode and on the current stream. */
  private static MethodHandle nativeRunMethod() {
    try {
      Class<?> library = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
      var lookup = MethodHandles.privateLookupIn(library, MethodHandles.lookup());
      Object instance = lookup.findStaticGetter(library, "LIB", library).invoke();
      MethodHandle run =
          lookup
              .findVirtual(
                  library,
                  "moduleRunMethod",
                  MethodType.methodType(
                      long.class,
                      long.class,
                      String.class,
                      long[].class,
                      boolean.class,
                      boolean.class))
              .bindTo(instance);
      MethodHandle inTraining = MethodHandles.insertArguments(run, 3, true, false);
      MethodHandle wrap =
          MethodHandles.privateLookupIn(IValue.class, MethodHandles.lookup())
              .findConstructor(IValue.class, MethodType.methodType(void.class, long.class));
      return MethodHandles.filterReturnValue(inTraining, wrap);
    } catch (Throwable e) {
      throw new IllegalStateException(
          "This version of the PyTorch engine cannot train: its native call has moved.", e);
    }
  }
}
