package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import dev.hoist.postgres.protocol.statement.BoundValues;
import dev.hoist.postgres.protocol.statement.Masked;
import dev.hoist.postgres.protocol.statement.Names;
import dev.hoist.postgres.protocol.statement.Portal;
import dev.hoist.postgres.protocol.statement.Prepared;
import dev.hoist.postgres.protocol.statement.Run;
import dev.hoist.postgres.protocol.statement.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads the client's requests, records what runs, and notes what the target must answer. */
final class ClientRequests {
  /** PostgreSQL cuts longer names, so that two of them could be one; nobody needs them. */
  private static final int MAX_NAME = 63;

  private static final BoundValues NOTHING = new BoundValues(List.of(), false);

  private static final String EITHER = "\n/* hoist: or, if that was not accepted: */\n";

  private static final String DOUBT =
      "\n/* hoist: as parsed under this name; SQL may have prepared or freed names since */";

  private final Conversation conversation;

  ClientRequests(Conversation conversation) {
    this.conversation = conversation;
  }

  void query(Body body) {
    Masked text = SecretMask.mask(body.exactString(conversation.charset()), conversation.reading());
    body.end();
    boolean overNames = Prepared.overNames(text);
    if (text.secret() && conversation.awaitsSync()) {
      throw new Violation(
          SqlState.NOT_SUPPORTED,
          "a password in a query that ends the transaction of messages before it could be run by"
              + " their triggers",
          "Send a Sync before it.");
    }
    Run run = conversation.run(text, NOTHING, overNames);
    run.execute();
    conversation.expect(new Step.Simple(run));
  }

  /**
   * SQL's own EXECUTE can reach every statement that has a name, so those stand in the recording
   * from here on; one without a name does when it is bound.
   */
  void parse(Body body) {
    String name = name(body);
    Masked text = SecretMask.mask(body.exactString(conversation.charset()), conversation.reading());
    int[] types = new int[body.int16()];
    for (int i = 0; i < types.length; i++) {
      types[i] = body.int32();
    }
    body.end();
    Prepared prepared = new Prepared(text, types);
    Names.Proposal<Prepared> proposal =
        conversation.statements().propose(name, prepared, conversation.group());
    Optional<Run> run = name.isEmpty() ? Optional.empty() : Optional.of(recorded(name, prepared));
    conversation.expect(new Step.Parsing(proposal, run));
  }

  private Run recorded(String name, Prepared prepared) {
    Masked text = prepared.text();
    Masked shown = text.under("/* hoist: prepare " + shown(name) + " */ " + text.text());
    Run run = conversation.run(shown, NOTHING, false);
    prepared.recordedIn(run.number());
    return run;
  }

  /** From here on the target may work: it plans, reads values, and lets SQL fetch from a portal. */
  void bind(Body body) {
    String portalName = name(body);
    String statementName = name(body);
    Names.Meaning<Prepared> meaning =
        conversation.statements().resolve(statementName, conversation.group());
    List<Prepared> candidates = meaning.candidates();
    BoundValues values = BoundValues.read(body, candidates, conversation.charset());
    skipFormats(body);
    body.end();
    boolean doubt = !statementName.isEmpty() && isDoubtful(meaning);
    boolean overNames = candidates.isEmpty() || any(candidates, Prepared::overNames);
    Masked whole = text(statementName, candidates, doubt, it -> it.text().text());
    Masked again = text(statementName, candidates, doubt, Prepared::again);
    boolean first = !candidates.stream().allMatch(Prepared::isRecorded);
    Run run = conversation.run(first ? whole : again, values, overNames);
    if (first) {
      candidates.forEach(it -> it.recordedIn(run.number()));
      again = text(statementName, candidates, doubt, Prepared::again);
    }
    Portal portal = new Portal(again, values, overNames, run);
    conversation.expect(
        new Step.Binding(conversation.portals().propose(portalName, portal, conversation.group())));
  }

  private boolean isDoubtful(Names.Meaning<Prepared> meaning) {
    return !meaning.sure()
        || conversation.namesMayChange()
        || any(meaning.candidates(), Prepared::isDoubtful);
  }

  private static <T> boolean any(List<T> candidates, Predicate<T> what) {
    return candidates.stream().anyMatch(what);
  }

  private static Masked text(
      String name, List<Prepared> candidates, boolean doubt, Function<Prepared, String> shown) {
    if (candidates.isEmpty()) {
      return Masked.plain(
          "/* hoist: prepared statement "
              + shown(name)
              + ", prepared by SQL or by a Parse of long ago */");
    }
    List<Masked> texts = candidates.stream().map(it -> it.text().under(shown.apply(it))).toList();
    Masked either = either(texts);
    return doubt ? either.under(either.text() + DOUBT) : either;
  }

  private static Masked either(List<Masked> texts) {
    return texts.size() == 1
        ? texts.getFirst()
        : new Masked(
            texts.stream().map(Masked::text).collect(Collectors.joining(EITHER)),
            texts.stream().anyMatch(Masked::secret));
  }

  void describe(Body body) {
    boolean statement = statementNotPortal(body);
    String name = name(body);
    body.end();
    Optional<Prepared> prepared =
        statement
            ? conversation.statements().resolve(name, conversation.group()).candidates().stream()
                .findFirst()
            : Optional.empty();
    conversation.expect(new Step.Describing(statement, prepared));
  }

  void close(Body body) {
    boolean statement = statementNotPortal(body);
    String name = name(body);
    body.end();
    conversation.expect(new Step.Closing(statement, name));
  }

  void execute(Body body) {
    String name = name(body);
    body.int32(); // the number of rows to fetch
    body.end();
    if (conversation.skipping()) {
      return; // the target will not look at it, and what it would execute is recorded
    }
    Names.Meaning<Portal> meaning = conversation.portals().resolve(name, conversation.group());
    if (meaning.sure() && !isDoubtful(name, meaning.candidates().getFirst())) {
      executeBound(meaning.candidates().getFirst());
    } else {
      Run run = unsure(name, meaning.candidates());
      run.execute();
      conversation.expect(new Step.Executing(run, Optional.empty()));
    }
  }

  private boolean isDoubtful(String name, Portal portal) {
    return !name.isEmpty() && (conversation.namesMayChange() || portal.isDoubtful());
  }

  /**
   * The first execution, or one that goes on where the target stopped, stands in the recording
   * already. Any other is one more: an Execute that was skipped after an error and is sent again
   * runs in earnest.
   */
  private void executeBound(Portal portal) {
    if (!portal.run().isOpen()) {
      portal.runs(again(portal));
    }
    portal.run().execute();
    conversation.expect(new Step.Executing(portal.run(), Optional.of(portal)));
  }

  private Run again(Portal portal) {
    return conversation.run(portal.again(), portal.values(), portal.overNames());
  }

  private Run unsure(String name, List<Portal> candidates) {
    if (candidates.isEmpty()) {
      Masked unknown =
          Masked.plain(
              "/* hoist: cursor "
                  + shown(name)
                  + ", opened by SQL in a statement above, or nothing at all */");
      return conversation.run(unknown, NOTHING, false);
    }
    String numbers =
        candidates.stream()
            .map(it -> Long.toString(it.run().number()))
            .collect(Collectors.joining(" or "));
    Masked either = either(candidates.stream().map(Portal::again).toList());
    Masked text =
        either.under(
            "/* hoist: portal "
                + shown(name)
                + ", as bound in statement "
                + numbers
                + "; SQL may have opened or closed cursors since */\n"
                + either.text());
    return conversation.run(
        text, candidates.getFirst().values(), any(candidates, Portal::overNames));
  }

  void call(Body body) {
    String text = "/* hoist: function call */ " + Integer.toUnsignedString(body.int32());
    BoundValues values = BoundValues.read(body, List.of(), conversation.charset());
    body.int16(); // the result's format
    body.end();
    Run run = conversation.run(Masked.plain(text), values, false);
    run.execute();
    conversation.expect(new Step.Calling(run));
  }

  private static void skipFormats(Body body) {
    body.skip(body.int16() * Short.BYTES);
  }

  private static boolean statementNotPortal(Body body) {
    byte which = body.int8();
    if (which != 'S' && which != 'P') {
      throw new Violation("only a statement (S) or a portal (P) can be described or closed");
    }
    return which == 'S';
  }

  /** As bytes, so that no two different names look alike to us. */
  private static String name(Body body) {
    if (body.stringLength() > MAX_NAME) {
      throw new Violation(
          SqlState.NAME_TOO_LONG, "a name of a statement or portal is longer than 63 bytes");
    }
    return body.string(StandardCharsets.ISO_8859_1);
  }

  /** In quotes, and with nothing in it that could end the comment it stands in. */
  private static String shown(String name) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c > ' ' && c < 0x7f && c != '"' && c != '*' && c != '\\';
      out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\x%02x", (int) c));
    }
    return out.append('"').toString();
  }
}
