package dev.hoist.wire;

import java.util.List;
import java.util.Optional;

/**
 * What went wrong, after RFC 9457.
 *
 * @param type {@code about:blank}, or a URI reference that names the kind of problem
 * @param title the kind of problem in few words
 * @param status the HTTP status
 * @param detail this problem in a sentence that names the thing
 * @param code one of {@link ProblemCode}, for programs
 * @param next what to do about it, where there is something
 * @param problems each thing that is wrong, where there are several
 * @param errorId under which the server's log knows it, for errors of the server
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    Optional<String> next,
    List<String> problems,
    Optional<String> errorId) {
  /** The media type of this record as JSON. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    problems = List.copyOf(problems);
  }
}
