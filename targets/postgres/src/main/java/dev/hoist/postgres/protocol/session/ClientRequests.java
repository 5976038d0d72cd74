package dev.hoist.postgres.protocol.session;

import dev.hoist.postgres.protocol.codec.Body;
import dev.hoist.postgres.protocol.codec.SqlState;
import dev.hoist.postgres.protocol.codec.Violation;
import dev.hoist.postgres.protocol.statement.BoundValues;
import dev.hoist.postgres.protocol.statement.Excerpt;
import dev.hoist.postgres.protocol.statement.Masked;
import dev.hoist.postgres.protocol.statement.Portal;
import dev.hoist.postgres.protocol.statement.Prepared;
import dev.hoist.postgres.protocol.statement.Run;
import dev.hoist.postgres.protocol.statement.SecretMask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the client's requests, records what runs, and notes what the target must answer. */
final class ClientRequests {
  /** PostgreSQL cuts longer names, so that two of them could be one; nobody needs them. */
  private static final int MAX_NAME = 63;

  private static final String EITHER = "\n/* hoist: or, if that was not accepted: */\n";

  private final Conversation conversation;

  ClientRequests(Conversation conversation) {
    this.conversation = conversation;
  }

  void query(Body body) {
    Excerpt text = Excerpt.statement(body, conversation.charset());
    body.end();
    Masked masked = SecretMask.mask(text.text());
    Run run = conversation.run(masked.text(), masked.secret(), List.of(), text.truncated());
    conversation.expect(new Step.Simple(run));
  }

  void parse(Body body) {
    String name = name(body);
    Excerpt text = Excerpt.statement(body, conversation.charset());
    int[] types = new int[body.int16()];
    for (int i = 0; i < types.length; i++) {
      types[i] = body.int32();
    }
    body.end();
    Masked masked = SecretMask.mask(text.text());
    Prepared prepared = new Prepared(masked, text.truncated(), types);
    conversation.expect(
        new Step.Parsing(conversation.statements().propose(name, prepared, conversation.group())));
  }

  void bind(Body body) {
    String portalName = name(body);
    String statementName = name(body);
    List<Prepared> candidates =
        conversation.statements().resolve(statementName, conversation.group());
    BoundValues values = BoundValues.read(body, candidates, conversation.charset());
    skipFormats(body);
    body.end();
    Portal portal =
        new Portal(
            text(candidates, statementName),
            values.shown(),
            values.truncated() || candidates.stream().anyMatch(Prepared::truncated));
    conversation.expect(
        new Step.Binding(conversation.portals().propose(portalName, portal, conversation.group())));
  }

  private static Masked text(List<Prepared> candidates, String name) {
    if (candidates.isEmpty()) {
      String unknown = "/* hoist: prepared statement \"" + name + "\", not prepared by Parse */";
      return new Masked(unknown, false, Set.of());
    }
    return either(candidates.stream().map(Prepared::text).toList());
  }

  private static Masked either(List<Masked> texts) {
    if (texts.size() == 1) {
      return texts.getFirst();
    }
    return new Masked(
        texts.stream().map(Masked::text).collect(Collectors.joining(EITHER)),
        texts.stream().anyMatch(Masked::secret),
        Set.of());
  }

  void describe(Body body) {
    boolean statement = statementNotPortal(body);
    String name = name(body);
    body.end();
    Optional<Prepared> prepared =
        statement
            ? conversation.statements().resolve(name, conversation.group()).stream().findFirst()
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
    List<Portal> candidates = conversation.portals().resolve(name, conversation.group());
    Optional<Run> goingOn = candidates.size() == 1 ? candidates.getFirst().run() : Optional.empty();
    Run run = goingOn.orElseGet(() -> begin(name, candidates));
    conversation.expect(new Step.Executing(run));
  }

  private Run begin(String name, List<Portal> candidates) {
    if (candidates.isEmpty()) {
      String unknown = "/* hoist: portal \"" + name + "\", not opened by Bind */";
      return conversation.run(unknown, false, List.of(), false);
    }
    Masked text = either(candidates.stream().map(Portal::text).toList());
    Portal likeliest = candidates.getFirst();
    Run run =
        conversation.run(
            text.text(),
            text.secret(),
            likeliest.parameters(),
            candidates.stream().anyMatch(Portal::truncated));
    likeliest.runs(run);
    return run;
  }

  void call(Body body) {
    String text = "/* hoist: function call */ " + Integer.toUnsignedString(body.int32());
    BoundValues values = BoundValues.read(body, List.of(), conversation.charset());
    body.int16(); // the result's format
    body.end();
    Run run = conversation.run(text, false, values.shown(), values.truncated());
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
}
