package dev.hoist.control.api;

import dev.hoist.control.ControlPlane;
import dev.hoist.control.identity.Identity;
import dev.hoist.kernel.session.Recordings;
import dev.hoist.kernel.session.SessionCutter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Makes the API's handlers from what is behind them. */
public final class ApiBeans implements AutoCloseable {
  private final EventStreams streams;
  private final List<Object> handlers;

  /**
   * What the API needs from other rooms.
   *
   * @param audit the folder of the tamper-evident log
   * @param caPem the authority of the gateway's certificate, for clients
   */
  public record Outside(
      SessionCutter cutter,
      Recordings recordings,
      Endpoints gateway,
      Accounts accounts,
      Path audit,
      String caPem) {}

  public ApiBeans(ControlPlane plane, Identity identity, Outside outside, String version) {
    var sight = new Sight(plane.policies(), plane.rounds());
    var views =
        new RequestViews(
            identity.users(), plane.policies(), plane.rounds(), plane.time(), plane::unusedUntil);
    var changeViews =
        new ChangeViews(identity.users(), plane.policyLog(), plane.standings(), plane.meanings());
    var requests =
        new RequestsController(plane.elevations(), views, sight, plane.changes(), changeViews);
    streams = new EventStreams(plane.elevations(), plane.changes(), requests, identity.logins());
    handlers =
        List.of(
            new LoginController(identity, sight),
            requests,
            new EventsController(streams),
            new OffersController(plane.offers()),
            new GrantsController(
                plane.elevations(),
                plane.tokens(),
                identity.users(),
                plane.policies(),
                views,
                sight,
                new GrantsController.GatewayAddress(outside.gateway(), outside.caPem())),
            new SessionsController(
                plane.sessions(),
                outside.recordings(),
                outside.cutter(),
                plane.elevations(),
                sight,
                plane.trail(),
                plane.time()),
            new AuditController(
                plane.audit(), plane.trail(), new AuditExport(outside.audit()), plane.time()),
            new PolicySourceController(
                plane.policies(),
                plane.standings(),
                plane.decisions(),
                plane.trail(),
                plane.time()),
            new UsersController(identity.users(), identity.passwords(), plane.elevations()),
            new TargetsController(plane.policies(), outside.accounts()),
            new MetaController(plane.policies(), plane.vitals(), version),
            new PolicyController(
                plane.policyLog(),
                plane.policies(),
                plane.elevations(),
                plane.changes(),
                changeViews));
  }

  /** Hands over each handler with its type. */
  public void each(Consumer<Object> taker) {
    handlers.forEach(taker);
  }

  /** Ends the event streams, which would otherwise keep a stopping server waiting. */
  @Override
  public void close() {
    streams.close();
  }
}
