package dev.hoist.gateway.recording;

import dev.hoist.kernel.elevation.GrantId;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.SessionId;
import java.time.Instant;

/** The first line of a recording: whose it is. */
public record Header(
    SessionId session, GrantId grant, String subject, String target, String role, Instant start) {
  public static Header of(Authorized pass, Instant start) {
    return new Header(
        pass.session(),
        pass.grant().id(),
        pass.subject().name(),
        pass.target().name(),
        pass.role().name(),
        start);
  }
}
