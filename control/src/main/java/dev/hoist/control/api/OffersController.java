package dev.hoist.control.api;

import dev.hoist.control.elevation.Offer;
import dev.hoist.control.elevation.Offers;
import dev.hoist.kernel.elevation.Elevation;
import dev.hoist.kernel.policy.Stage;
import dev.hoist.kernel.policy.Terms;
import dev.hoist.wire.Availability;
import dev.hoist.wire.OfferView;
import dev.hoist.wire.Page;
import dev.hoist.wire.ProblemCode;
import dev.hoist.wire.Routes;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the caller can get, and how. */
@RestController
final class OffersController {
  private static final int LONGEST_QUERY = 200;

  private final Offers offers;

  OffersController(Offers offers) {
    this.offers = offers;
  }

  @GetMapping(Routes.OFFERS)
  Page<OfferView> offers(
      @RequestParam(defaultValue = "") String q, @AuthenticationPrincipal Caller caller) {
    if (q.length() > LONGEST_QUERY) {
      throw ApiException.of(ProblemCode.BAD_REQUEST, "q: at most " + LONGEST_QUERY + " characters");
    }
    List<OfferView> views =
        offers.to(caller.subject(), q).stream().map(OffersController::view).toList();
    return new Page<>(views, Optional.empty());
  }

  private static OfferView view(Offer offer) {
    int approvals =
        offer.terms().map(Terms::stages).stream()
            .flatMap(List::stream)
            .mapToInt(Stage::count)
            .sum();
    return new OfferView(
        offer.target().name(),
        offer.target().kind(),
        offer.role().name(),
        Availability.valueOf(offer.how().name()),
        approvals,
        offer.terms().map(Terms::max),
        Optional.of(offer.why()).filter(why -> !why.isBlank()),
        offer
            .grant()
            .filter(stored -> stored.elevation() instanceof Elevation.Granted)
            .map(stored -> stored.id().grant().toString()));
  }
}
