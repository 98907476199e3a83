package app.valence;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a package, with everything below it, as one feature and names the features it may use.
 *
 * <p>The architecture test reads this annotation, so the arrows between features are declared where
 * people look for them and nowhere else.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface Feature {
  /** The feature's name, which is the last part of its package. */
  String name();

  /** The names of the features whose classes this one may depend on. */
  String[] uses() default {};
}
