-- What is tried on a plan under a name, and which plan another one replaces during the year.

ALTER TABLE "plan" ADD COLUMN "replaces" TEXT;

CREATE TABLE "scenario" (
  key TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "plan" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "adjustments" TEXT NOT NULL
) STRICT;
