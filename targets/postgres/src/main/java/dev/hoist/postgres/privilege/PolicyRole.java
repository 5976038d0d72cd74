package dev.hoist.postgres.privilege;

import dev.hoist.kernel.target.RoleDefinition;
import dev.hoist.spi.TargetKind.PrivilegeProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A policy role on PostgreSQL, read: {@code grants} and {@code member_of}. */
public record PolicyRole(List<PrivilegeGrant> grants, List<Identifier> memberOf) {
  private static final String GRANTS = "grants";
  private static final String MEMBER_OF = "member_of";
  private static final int MOST_ENTRIES = 200;
  private static final String OURS = "hoist_g[0-9].*";

  public PolicyRole {
    grants = List.copyOf(grants);
    memberOf = List.copyOf(memberOf);
  }

  /** What was read, and what could not be. */
  public record Reading(PolicyRole role, List<PrivilegeProblem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  public static Reading read(RoleDefinition role) {
    List<PrivilegeProblem> problems = new ArrayList<>();
    Map<String, List<String>> privileges = role.privileges();
    for (String key : privileges.keySet()) {
      if (!key.equals(GRANTS) && !key.equals(MEMBER_OF)) {
        problems.add(
            new PrivilegeProblem(
                key, -1, "is unknown to PostgreSQL; the keys are grants and member_of"));
      }
    }
    var grants = entries(GRANTS, privileges, GrantParser::grant, problems);
    var memberOf = entries(MEMBER_OF, privileges, PolicyRole::membership, problems);
    if (grants.isEmpty() && memberOf.isEmpty() && problems.isEmpty()) {
      problems.add(
          new PrivilegeProblem(GRANTS, -1, "and member_of are both empty; the role gives nothing"));
    }
    return new Reading(new PolicyRole(grants, memberOf), problems);
  }

  private static <T> List<T> entries(
      String key, Map<String, List<String>> from, Parser<T> parser, List<PrivilegeProblem> into) {
    List<String> texts = from.getOrDefault(key, List.of());
    List<T> read = new ArrayList<>();
    if (texts.size() > MOST_ENTRIES) {
      into.add(new PrivilegeProblem(key, -1, "has more than " + MOST_ENTRIES + " entries"));
      return read;
    }
    for (int i = 0; i < texts.size(); i++) {
      try {
        read.add(parser.parse(texts.get(i)));
      } catch (PrivilegeSyntaxException e) {
        into.add(new PrivilegeProblem(key, i, String.valueOf(e.getMessage())));
      }
    }
    return read;
  }

  /** Each privilege belongs to one grant (S03), so a grant's role is never lent to another. */
  private static Identifier membership(String text) throws PrivilegeSyntaxException {
    Identifier role = GrantParser.role(text);
    if (role.value().matches(OURS)) {
      throw new PrivilegeSyntaxException(
          role + " looks like the role of a grant; name a lasting one");
    }
    return role;
  }

  private interface Parser<T> {
    T parse(String text) throws PrivilegeSyntaxException;
  }
}
