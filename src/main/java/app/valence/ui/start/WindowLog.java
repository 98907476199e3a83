package app.valence.ui.start;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what is logged, with its stack traces, to a file that a person can be asked for. */
final class WindowLog {
  private static final String NAME = "valence.log";
  private static final long LARGEST = 4L << 20;

  private WindowLog() {}

  /** Logs into {@code folder} from now on, beside what goes to the terminal; returns the file. */
  static Path open(Path folder) {
    Path file = folder.resolve(NAME);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      var appender = new RollingFileAppender<ILoggingEvent>();
      appender.setContext(context);
      appender.setName(NAME);
      appender.setFile(file.toString());
      appender.setEncoder(encoder(context));
      appender.setTriggeringPolicy(bySize(context));
      appender.setRollingPolicy(keepingOne(context, appender, file));
      appender.start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
    return file;
  }

  private static PatternLayoutEncoder encoder(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{ISO8601} %-5level [%thread] %logger{30} %msg%n%ex");
    encoder.start();
    return encoder;
  }

  private static SizeBasedTriggeringPolicy<ILoggingEvent> bySize(LoggerContext context) {
    var policy = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    policy.setContext(context);
    policy.setMaxFileSize(new FileSize(LARGEST));
    policy.start();
    return policy;
  }

  private static FixedWindowRollingPolicy keepingOne(
      LoggerContext context, RollingFileAppender<ILoggingEvent> appender, Path file) {
    var policy = new FixedWindowRollingPolicy();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setMaxIndex(1);
    policy.setFileNamePattern(file + ".%i");
    policy.start();
    return policy;
  }
}
