package dev.hoist.gateway;

import dev.hoist.gateway.recording.Header;
import dev.hoist.gateway.recording.Recording;
import dev.hoist.gateway.recording.RecordingFolder;
import dev.hoist.kernel.session.Authorization;
import dev.hoist.kernel.session.Authorized;
import dev.hoist.kernel.session.Authorizer;
import dev.hoist.kernel.session.Hello;
import dev.hoist.kernel.time.TimeSource;
import dev.hoist.spi.RecordingException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The blocking part of letting someone in; runs on virtual threads. Unsure means no. */
final class Entrance {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private final Authorizer authorizer;
  private final Function<Authorized, Endpoint> endpoints;
  private final RecordingFolder recordings;
  private final TimeSource time;

  Entrance(
      Authorizer authorizer,
      Function<Authorized, Endpoint> endpoints,
      RecordingFolder recordings,
      TimeSource time) {
    this.authorizer = authorizer;
    this.endpoints = endpoints;
    this.recordings = recordings;
    this.time = time;
  }

  /** Never throws. */
  Entry ask(Hello hello, Consumer<RecordingException> onFailure) {
    try {
      return switch (authorizer.authorize(hello, time.now())) {
        case Authorization.Refused no -> new Entry.No(no.message());
        case Authorization.Granted yes -> prepare(yes.pass(), onFailure);
      };
    } catch (RuntimeException e) {
      log.error("access could not be checked", e);
      return new Entry.No(Words.UNCHECKED);
    }
  }

  private Entry prepare(Authorized pass, Consumer<RecordingException> onFailure) {
    try {
      Endpoint endpoint = endpoints.apply(pass);
      Recording recording = recordings.begin(Header.of(pass, time.now()), onFailure);
      return new Entry.Yes(pass, endpoint, recording, Deadline.of(pass.grant(), time));
    } catch (RecordingException e) {
      log.error("{} cannot be recorded", pass.session(), e);
      return new Entry.Spoiled(pass, Words.UNRECORDED);
    } catch (RuntimeException e) {
      log.error("{} has no way to its target", pass.session(), e);
      return new Entry.Spoiled(
          pass, "target " + pass.target().name() + " is not set up here; ask whoever runs hoist");
    }
  }
}
