-- The journal: one row a decision, one row a record it touched, one row a field that differs.

CREATE TABLE head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  store_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  reference_date TEXT
) STRICT;

CREATE TABLE change_set (
  revision INTEGER PRIMARY KEY,
  actor TEXT NOT NULL,
  source TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  request_key TEXT UNIQUE,
  undoes INTEGER,
  content_hash TEXT NOT NULL
) STRICT;

CREATE TABLE change_count (
  revision INTEGER NOT NULL REFERENCES change_set,
  entity TEXT NOT NULL,
  operation TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (revision, entity, operation)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
  revision INTEGER NOT NULL REFERENCES change_set,
  position INTEGER NOT NULL,
  entity TEXT NOT NULL,
  key TEXT NOT NULL,
  operation TEXT NOT NULL,
  PRIMARY KEY (revision, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX change_record ON change (entity, key, revision);

-- `before` and `after` keep the type of the column they come from; empty is NULL.
CREATE TABLE change_value (
  revision INTEGER NOT NULL,
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  before ANY,
  after ANY,
  PRIMARY KEY (revision, position, field),
  FOREIGN KEY (revision, position) REFERENCES change
) STRICT, WITHOUT ROWID;
