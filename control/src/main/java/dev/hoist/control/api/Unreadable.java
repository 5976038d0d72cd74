package dev.hoist.control.api;

import dev.hoist.wire.Json;
import dev.hoist.wire.Problem;
import dev.hoist.wire.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What is wrong with a body that is not what was expected. Says which property and never repeats a
 * value, which might be a secret (S23).
 */
final class Unreadable {
  private Unreadable() {}

  static Problem problem(HttpMessageNotReadableException e) {
    return switch (e.getCause()) {
      case UnrecognizedPropertyException unknown -> unknown(unknown);
      case InvalidFormatException bad when bad.getTargetType() == Duration.class ->
          Problems.of(ProblemCode.INVALID, path(bad) + ": " + Json.LENGTHS);
      case MismatchedInputException bad when !path(bad).isEmpty() ->
          Problems.of(ProblemCode.BAD_REQUEST, path(bad) + ": missing, or not of the right type");
      case StreamConstraintsException big ->
          Problems.of(ProblemCode.BAD_REQUEST, "the body nests too deeply or is too long");
      case JacksonException broken ->
          Problems.of(ProblemCode.BAD_REQUEST, "the body is not the JSON that this takes");
      case null, default -> Problems.of(ProblemCode.BAD_REQUEST, "send a JSON object as the body");
    };
  }

  private static Problem unknown(UnrecognizedPropertyException e) {
    List<String> known =
        Optional.ofNullable(e.getKnownPropertyIds()).stream()
            .flatMap(ids -> ids.stream())
            .map(Object::toString)
            .sorted()
            .toList();
    return Problems.of(
        ProblemCode.BAD_REQUEST,
        "the body has a property that this does not take; it takes " + String.join(", ", known));
  }

  private static String path(JacksonException e) {
    return e.getPath().stream()
        .map(at -> at.getPropertyName() == null ? "" : at.getPropertyName())
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining("."));
  }
}
