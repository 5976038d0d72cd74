package dev.hoist.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request and what became of it.
 *
 * @param id {@code R-7}; its grant, if it gets one, is {@code G-7}
 * @param kind the target's kind
 * @param asked how long was asked for
 * @param granted how long was granted, at most what was asked
 * @param ticket the ticket it is about
 * @param fields answers to what policy asked besides, by name
 * @param breakGlass whether it was made to break the glass
 * @param rule the policy rule that allowed it
 * @param needs the rounds of approval, in order
 * @param waitingFor names of people who may decide now, as far as they are known
 * @param digest what an approval has to repeat as {@code shown}
 * @param lapsesAt when the open round closes; only while pending
 * @param expiresAt the grant's absolute expiry
 * @param limits what bounds the grant besides its length
 * @param after what follows the grant, if anything does
 * @param debt why the privilege is not proved gone yet; only while revoking
 * @param change what it changes, when it is about the policy itself: its target is then {@code
 *     policy}, its role {@code push} or {@code rollback}, and its lengths mean nothing
 */
public record RequestView(
    String id,
    RequestState state,
    String requester,
    String target,
    String role,
    String kind,
    Duration asked,
    Optional<Duration> granted,
    Optional<String> reason,
    Optional<String> ticket,
    Map<String, Object> fields,
    boolean breakGlass,
    String rule,
    List<ApprovalView> approvals,
    List<Need> needs,
    List<String> waitingFor,
    String digest,
    Instant createdAt,
    Optional<Instant> lapsesAt,
    Optional<Instant> expiresAt,
    Optional<EndView> end,
    Optional<LimitsView> limits,
    Optional<AftercareView> after,
    Optional<String> debt,
    Optional<PolicyChangeView> change) {
  public RequestView {
    fields = Map.copyOf(fields);
    approvals = List.copyOf(approvals);
    needs = List.copyOf(needs);
    waitingFor = List.copyOf(waitingFor);
  }
}
