package dev.hoist.control.api;

import dev.hoist.wire.Routes;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A request's progress as server-sent events. */
@RestController
final class EventsController {
  private final EventStreams streams;

  EventsController(EventStreams streams) {
    this.streams = streams;
  }

  @GetMapping(Routes.REQUEST_EVENTS)
  void events(
      @PathVariable String id, @AuthenticationPrincipal Caller caller, HttpServletResponse response)
      throws IOException {
    streams.follow(Ids.request(id), caller, response);
  }
}
