package dev.hoist.postgres.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

class AnyGrantTest {
  @Property
  @Label("any name, quoted by the rules, is read back as itself")
  void quotedNamesAreReadBack(@ForAll String name) throws PrivilegeSyntaxException {
    Assume.that(!name.isEmpty() && name.indexOf('\0') < 0);
    Assume.that(name.getBytes(StandardCharsets.UTF_8).length <= Identifier.MAX_BYTES);
    String quoted = '"' + name.replace("\"", "\"\"") + '"';
    assertThat(GrantParser.role(quoted)).isEqualTo(new Identifier(name));
    assertThat(GrantParser.grant("SELECT ON " + quoted).objects())
        .isEqualTo(
            new Objects.Named(
                ObjectClass.TABLE,
                List.of(new QualifiedName(QualifiedName.PUBLIC, new Identifier(name)))));
  }

  @Property
  @Label("any text is read or refused, and nothing else")
  void anyTextEndsInAnAnswer(@ForAll String text) {
    for (String entry : List.of(text, "SELECT ON " + text, "EXECUTE ON FUNCTION f(" + text)) {
      try {
        assertThat(GrantParser.grant(entry).text()).isEqualTo(entry);
      } catch (PrivilegeSyntaxException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
