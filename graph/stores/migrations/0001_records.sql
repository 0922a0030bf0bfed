-- Every record of the data dictionary: one table an entity, one column a field, one child table a list.
-- `key` names the record, `revision` is the one that last changed it. Dates are text YYYY-MM-DD.

CREATE TABLE "municipality" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "region" TEXT,
  "kind" TEXT,
  "centre" TEXT,
  "lat" REAL,
  "lon" REAL
) STRICT;

CREATE TABLE "organisation" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "full_name" TEXT,
  "kind" TEXT NOT NULL,
  "municipality" TEXT NOT NULL,
  "inn" TEXT,
  "settlement" TEXT,
  "settlement_kind" TEXT,
  "lat" REAL,
  "lon" REAL,
  "pupils" INTEGER,
  "teachers" INTEGER,
  "is_small" INTEGER CHECK ("is_small" IN (0, 1)),
  "parent" TEXT,
  "service" TEXT,
  "authority" TEXT,
  "staff" INTEGER,
  "site" TEXT,
  "from_date" TEXT CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "successor" TEXT,
  "places_total" INTEGER,
  "places_min" INTEGER
) STRICT;

CREATE TABLE "person" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "organisation" TEXT NOT NULL,
  "position" TEXT,
  "phone" TEXT,
  "email" TEXT,
  "capacity" INTEGER,
  "is_contact" INTEGER CHECK ("is_contact" IN (0, 1)),
  "from_date" TEXT CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE "direction" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "catalogue" TEXT,
  "from_date" TEXT CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE "need" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "organisation" TEXT NOT NULL,
  "direction" TEXT NOT NULL,
  "level" INTEGER NOT NULL,
  "content" TEXT,
  "date" TEXT CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "responsible" TEXT,
  "factor" TEXT,
  "source" TEXT,
  "school_year" TEXT NOT NULL,
  "in_work" INTEGER CHECK ("in_work" IN (0, 1)),
  "overlooked" INTEGER CHECK ("overlooked" IN (0, 1))
) STRICT;

CREATE TABLE "offer" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "organisation" TEXT NOT NULL,
  "direction" TEXT NOT NULL,
  "places" INTEGER NOT NULL,
  "hours" REAL,
  "mode" TEXT,
  "limit_km" REAL,
  "reach" TEXT,
  "site" TEXT,
  "programme" TEXT,
  "head" TEXT,
  "basis" TEXT,
  "from_date" TEXT NOT NULL CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE "pair" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "leader" TEXT NOT NULL,
  "mentee" TEXT NOT NULL,
  "direction" TEXT NOT NULL,
  "from_date" TEXT NOT NULL CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "status" TEXT,
  "basis" TEXT,
  "hours" REAL,
  "end_reason" TEXT,
  "plan" TEXT
) STRICT;

CREATE TABLE "tie" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "from_organisation" TEXT NOT NULL,
  "to_organisation" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "exchange" TEXT,
  "direction" TEXT,
  "from_date" TEXT NOT NULL CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "basis" TEXT,
  "reported_by" TEXT
) STRICT;

CREATE TABLE "agreement" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "kind" TEXT,
  "number" TEXT,
  "date" TEXT CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "status" TEXT,
  "community" TEXT,
  "subject" TEXT,
  "from_date" TEXT NOT NULL CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE "status_award" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "organisation" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "level" TEXT,
  "direction" TEXT,
  "from_date" TEXT NOT NULL CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "basis" TEXT
) STRICT;

CREATE TABLE "level_record" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "service" TEXT NOT NULL,
  "year" INTEGER NOT NULL,
  "score" REAL,
  "computed" TEXT,
  "level" TEXT NOT NULL,
  "reason" TEXT,
  "basis" TEXT
) STRICT;

CREATE TABLE "curator_assignment" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "curator" TEXT NOT NULL,
  "object" TEXT,
  "kind" TEXT NOT NULL,
  "direction" TEXT,
  "from_date" TEXT NOT NULL CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "basis" TEXT
) STRICT;

CREATE TABLE "community" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "kind" TEXT,
  "leader" TEXT,
  "from_date" TEXT NOT NULL CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE "membership" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "community" TEXT NOT NULL,
  "organisation" TEXT NOT NULL,
  "person" TEXT,
  "role" TEXT,
  "from_date" TEXT NOT NULL CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE "event" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "date" TEXT NOT NULL CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "end_date" TEXT CHECK ("end_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "name" TEXT NOT NULL,
  "format" TEXT,
  "status" TEXT,
  "level" TEXT,
  "host" TEXT NOT NULL,
  "organiser" TEXT,
  "community" TEXT,
  "audience" TEXT,
  "people" INTEGER,
  "mode" TEXT,
  "materials" TEXT,
  "rating" REAL,
  "responses" INTEGER,
  "outcome" TEXT
) STRICT;

CREATE TABLE "restriction" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "leader" TEXT NOT NULL,
  "mentee" TEXT NOT NULL,
  "direction" TEXT,
  "rule" TEXT NOT NULL,
  "reason" TEXT,
  "author" TEXT,
  "until" TEXT CHECK ("until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE "distance" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "from_organisation" TEXT NOT NULL,
  "to_organisation" TEXT NOT NULL,
  "km" REAL NOT NULL,
  "minutes" REAL,
  "source" TEXT
) STRICT;

CREATE TABLE "indicator_value" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "object" TEXT NOT NULL,
  "indicator" TEXT NOT NULL,
  "year" INTEGER NOT NULL,
  "value" REAL NOT NULL,
  "maximum" REAL,
  "target" REAL,
  "numerator" REAL,
  "denominator" REAL
) STRICT;

CREATE TABLE "plan" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "school_year" TEXT NOT NULL,
  "as_of" TEXT NOT NULL CHECK ("as_of" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "network_revision" INTEGER NOT NULL,
  "policy" TEXT NOT NULL,
  "policy_fingerprint" TEXT NOT NULL,
  "data_fingerprint" TEXT NOT NULL,
  "places_taken" INTEGER NOT NULL,
  "checker" TEXT NOT NULL,
  "certificate" BLOB NOT NULL,
  "runtime_ms" INTEGER NOT NULL
) STRICT;

CREATE TABLE "goal_value" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "plan" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "sense" TEXT NOT NULL,
  "values" TEXT NOT NULL,
  "is_vector" INTEGER NOT NULL CHECK ("is_vector" IN (0, 1)),
  "proved" INTEGER NOT NULL CHECK ("proved" IN (0, 1))
) STRICT;

CREATE TABLE "assignment" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "plan" TEXT NOT NULL,
  "leader" TEXT NOT NULL,
  "mentee" TEXT NOT NULL,
  "direction" TEXT NOT NULL,
  "offer_from" TEXT NOT NULL CHECK ("offer_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "level" INTEGER NOT NULL,
  "distance_km" REAL,
  "effective_km" REAL NOT NULL,
  "mode" TEXT NOT NULL,
  "points" INTEGER NOT NULL,
  "kept" INTEGER NOT NULL CHECK ("kept" IN (0, 1)),
  "pinned" INTEGER NOT NULL CHECK ("pinned" IN (0, 1)),
  "preferred" INTEGER NOT NULL CHECK ("preferred" IN (0, 1)),
  "nearer" INTEGER NOT NULL,
  "place" INTEGER NOT NULL,
  "places" INTEGER NOT NULL
) STRICT;

CREATE TABLE "open_need" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "plan" TEXT NOT NULL,
  "mentee" TEXT NOT NULL,
  "direction" TEXT NOT NULL,
  "level" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  "nearest" TEXT,
  "nearest_km" REAL,
  "blocking_group" TEXT
) STRICT;

CREATE TABLE "blocking_group" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "plan" TEXT NOT NULL,
  "group" TEXT NOT NULL,
  "members" TEXT NOT NULL,
  "places" INTEGER NOT NULL,
  "short_by" INTEGER NOT NULL
) STRICT;

CREATE TABLE "order" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "plan" TEXT NOT NULL,
  "number" TEXT NOT NULL,
  "date" TEXT NOT NULL CHECK ("date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "from_date" TEXT NOT NULL CHECK ("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  "to_date" TEXT NOT NULL CHECK ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;

CREATE TABLE "person_directions" (
  owner TEXT NOT NULL REFERENCES "person" ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX "person_directions_value" ON "person_directions" (value);

CREATE TABLE "agreement_parties" (
  owner TEXT NOT NULL REFERENCES "agreement" ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX "agreement_parties_value" ON "agreement_parties" (value);

CREATE TABLE "community_directions" (
  owner TEXT NOT NULL REFERENCES "community" ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX "community_directions_value" ON "community_directions" (value);

CREATE TABLE "event_directions" (
  owner TEXT NOT NULL REFERENCES "event" ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX "event_directions_value" ON "event_directions" (value);

CREATE TABLE "event_givers" (
  owner TEXT NOT NULL REFERENCES "event" ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX "event_givers_value" ON "event_givers" (value);

CREATE TABLE "event_participants" (
  owner TEXT NOT NULL REFERENCES "event" ON DELETE CASCADE,
  value TEXT NOT NULL,
  number INTEGER,
  PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX "event_participants_value" ON "event_participants" (value);

CREATE TABLE "blocking_group_leaders" (
  owner TEXT NOT NULL REFERENCES "blocking_group" ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX "blocking_group_leaders_value" ON "blocking_group_leaders" (value);

CREATE INDEX organisation_name ON organisation (name);
CREATE INDEX organisation_municipality ON organisation (municipality);
CREATE INDEX need_school_year ON need (school_year);
CREATE INDEX pair_status ON pair (status);
CREATE INDEX event_date ON event (date);
