package dev.hoist.integrations.http;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a far end is spoken to.
 *
 * @param name the source's name, for messages
 * @param base what paths are appended to; {@code https}, or {@code http} on this machine
 * @param scheme what stands before the token in {@code Authorization}: {@code Bearer}
 * @param tokenFile a file with the token, readable by its owner alone; read for each call
 * @param headers sent with each request
 * @param timeout how long a call takes at most, however many pages it has
 * @param ca authorities to trust instead of the system's, as PEM
 */
public record HttpSettings(
    String name,
    URI base,
    String scheme,
    Optional<Path> tokenFile,
    Map<String, String> headers,
    Duration timeout,
    Optional<Path> ca) {
  public HttpSettings {
    headers = Map.copyOf(headers);
  }
}
