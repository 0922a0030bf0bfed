// A certificate stands on its plan; the journal keeps it only of a plan that is no more.

MATCH (c:Change {entity: 'plan'}) WHERE c.after_certificate IS NOT NULL REMOVE c.after_certificate;
