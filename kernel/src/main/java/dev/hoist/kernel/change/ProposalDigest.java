package dev.hoist.kernel.change;

import dev.hoist.kernel.elevation.Canonical;
import dev.hoist.kernel.elevation.Digest;
import java.util.TreeSet;

/** The digest of a proposal: over every field of it. */
final class ProposalDigest {
  private ProposalDigest() {}

  static Digest of(Proposal p) {
    var out = new Canonical("hoist/policy-change/v1");
    out.number(p.id().number());
    out.text(p.author().id().toString());
    out.text(p.author().person().toString());
    out.text(p.author().name());
    out.text(p.way().name());
    out.text(p.base().hex());
    out.text(p.proposed().hex());
    out.count(p.touched().size());
    for (Touched touched : p.touched()) {
      out.text(touched.file());
      out.text(touched.how().name());
      out.texts(new TreeSet<>(touched.owners()));
    }
    out.texts(p.reason().stream().toList());
    out.text(p.at().toString());
    return out.digest();
  }
}
