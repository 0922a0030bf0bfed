// What is tried on a plan under a name.

CREATE CONSTRAINT scenario_key IF NOT EXISTS FOR (n:Scenario) REQUIRE n.key IS UNIQUE;
CREATE INDEX scenario_id IF NOT EXISTS FOR (n:Scenario) ON (n.id);
