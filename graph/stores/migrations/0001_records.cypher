// Constraints and indexes of every label and relationship type of the data dictionary.
// A record is named by `key`; derived nodes (regions, statuses, indicators, levels) by their text.

CREATE CONSTRAINT municipality_key IF NOT EXISTS FOR (n:Municipality) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT organisation_key IF NOT EXISTS FOR (n:Organisation) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT person_key IF NOT EXISTS FOR (n:Person) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT direction_key IF NOT EXISTS FOR (n:Direction) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT agreement_key IF NOT EXISTS FOR (n:Agreement) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT community_key IF NOT EXISTS FOR (n:Community) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT event_key IF NOT EXISTS FOR (n:Event) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT plan_key IF NOT EXISTS FOR (n:Plan) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT goal_value_key IF NOT EXISTS FOR (n:GoalValue) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT assignment_key IF NOT EXISTS FOR (n:Assignment) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT open_need_key IF NOT EXISTS FOR (n:OpenNeed) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT blocking_group_key IF NOT EXISTS FOR (n:BlockingGroup) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT order_key IF NOT EXISTS FOR (n:Order) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT indicator_key IF NOT EXISTS FOR (n:Indicator) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT level_cluster_key IF NOT EXISTS FOR (n:LevelCluster) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT region_key IF NOT EXISTS FOR (n:Region) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT status_key IF NOT EXISTS FOR (n:Status) REQUIRE n.key IS UNIQUE;

CREATE CONSTRAINT needs_key IF NOT EXISTS FOR ()-[t:NEEDS]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT offers_key IF NOT EXISTS FOR ()-[t:OFFERS]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT mentors_key IF NOT EXISTS FOR ()-[t:MENTORS]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT exchanges_internships_with_key IF NOT EXISTS FOR ()-[t:EXCHANGES_INTERNSHIPS_WITH]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT partners_with_key IF NOT EXISTS FOR ()-[t:PARTNERS_WITH]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT supports_methodically_key IF NOT EXISTS FOR ()-[t:SUPPORTS_METHODICALLY]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT agreed_with_key IF NOT EXISTS FOR ()-[t:AGREED_WITH]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT holds_key IF NOT EXISTS FOR ()-[t:HOLDS]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT in_level_key IF NOT EXISTS FOR ()-[t:IN_LEVEL]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT curates_key IF NOT EXISTS FOR ()-[t:CURATES]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT member_of_key IF NOT EXISTS FOR ()-[t:MEMBER_OF]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT restricted_key IF NOT EXISTS FOR ()-[t:RESTRICTED]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT distance_key IF NOT EXISTS FOR ()-[t:DISTANCE]-() REQUIRE t.key IS UNIQUE;
CREATE CONSTRAINT scored_key IF NOT EXISTS FOR ()-[t:SCORED]-() REQUIRE t.key IS UNIQUE;

CREATE CONSTRAINT head_id IF NOT EXISTS FOR (h:Head) REQUIRE h.id IS UNIQUE;
CREATE CONSTRAINT change_set_revision IF NOT EXISTS FOR (s:ChangeSet) REQUIRE s.revision IS UNIQUE;
CREATE CONSTRAINT change_set_request IF NOT EXISTS FOR (s:ChangeSet) REQUIRE s.request_key IS UNIQUE;
CREATE INDEX change_record IF NOT EXISTS FOR (c:Change) ON (c.entity, c.key);

// What people ask by.

CREATE INDEX municipality_id IF NOT EXISTS FOR (n:Municipality) ON (n.id);
CREATE INDEX organisation_id IF NOT EXISTS FOR (n:Organisation) ON (n.id);
CREATE INDEX person_id IF NOT EXISTS FOR (n:Person) ON (n.id);
CREATE INDEX direction_id IF NOT EXISTS FOR (n:Direction) ON (n.id);
CREATE INDEX agreement_id IF NOT EXISTS FOR (n:Agreement) ON (n.id);
CREATE INDEX community_id IF NOT EXISTS FOR (n:Community) ON (n.id);
CREATE INDEX event_id IF NOT EXISTS FOR (n:Event) ON (n.id);
CREATE INDEX plan_id IF NOT EXISTS FOR (n:Plan) ON (n.id);
CREATE INDEX organisation_name IF NOT EXISTS FOR (n:Organisation) ON (n.name);
CREATE INDEX organisation_municipality IF NOT EXISTS FOR (n:Organisation) ON (n.municipality);
CREATE INDEX event_date IF NOT EXISTS FOR (n:Event) ON (n.date);
CREATE INDEX needs_school_year IF NOT EXISTS FOR ()-[t:NEEDS]-() ON (t.school_year);
CREATE INDEX mentors_status IF NOT EXISTS FOR ()-[t:MENTORS]-() ON (t.status);
CREATE FULLTEXT INDEX names IF NOT EXISTS
FOR (n:Organisation|Municipality|Direction|Community|Person|Event|Agreement)
ON EACH [n.name, n.full_name, n.number]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'russian', `fulltext.eventually_consistent`: true}};
