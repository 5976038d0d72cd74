package dev.hoist.kernel.policy;

/**
 * The names under which {@link Facts#known} holds what policy understands. Every other attribute of
 * a subject or target goes by {@link #SUBJECT} or {@link #TARGET} and its own name.
 */
public final class Known {
  /** {@link Value.Moment}: when the subject last proved themselves by a second factor. */
  public static final String MFA_AT = "subject.mfa_at";

  /**
   * {@link Value.Text}: the name of the person whom an agent or workload acts for. Rules that are
   * for that person are for it too.
   */
  public static final String ACTS_FOR = "subject.acts_for";

  /** {@link Value.Moment}: when the request was first made, when that is not now. */
  public static final String ASKED_AT = "request.asked_at";

  /** {@link Value.Text}: the ticket given with the request. */
  public static final String TICKET = "request.ticket";

  /** {@link Value.Flag}: whether the request is made to break the glass. */
  public static final String BREAK_GLASS = "request.break_glass";

  /** {@link Value.Named}: the answers to the questions of a rule, by their names. */
  public static final String FIELDS = "request.fields";

  /** Before a schedule's name, a {@link Value.Flag}: whether the subject is on call there now. */
  public static final String ON_CALL = "on_call.";

  /**
   * {@link Value.Many} of {@link Value.Named}, with the texts {@code id}, {@code title}, {@code
   * severity}, the flag {@code open} and the texts {@code services}: the incidents of now.
   */
  public static final String INCIDENTS = "incidents";

  /** {@link Value.Text}: the kind of a target that no policy file lists by name. */
  public static final String TARGET_KIND = "target.kind";

  /** {@link Value.Named} of {@link Value.Text}: the labels of such a target. */
  public static final String TARGET_LABELS = "target.labels";

  /**
   * {@link Value.Many} of {@link Value.Text}: the principals who stand for such a target in
   * approvals, when it has owners of its own.
   */
  public static final String TARGET_OWNER = "target.owner";

  /** Before the name of any other attribute of the subject. */
  public static final String SUBJECT = "subject.";

  /** Before the name of any other attribute of the target. */
  public static final String TARGET = "target.";

  private Known() {}
}
