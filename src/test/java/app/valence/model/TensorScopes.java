package app.valence.model;

import app.valence.tensor.Device;
import app.valence.tensor.RuntimeOptions;
import app.valence.tensor.TensorRuntime;
import app.valence.tensor.TensorScope;
import app.valence.tensor.ThreadWaiting;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test that asks for a {@link TensorScope} one of its own and closes it afterwards. */
final class TensorScopes implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(TensorScopes.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TensorScope.class;
  }

  /** What stands in a store, JUnit closes: the scope after the test, the engine after all tests. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TensorRuntime engine =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(TensorRuntime.class, key -> start(), TensorRuntime.class);
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(TensorScope.class, key -> open(engine), TensorScope.class);
  }

  private static TensorRuntime start() {
    return TensorRuntime.start(new RuntimeOptions(Device.CPU, 0, ThreadWaiting.PASSIVE));
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static TensorScope open(TensorRuntime engine) {
    return engine.open();
  }
}
