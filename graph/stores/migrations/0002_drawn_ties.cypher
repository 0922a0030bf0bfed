// Drawn ties repeat the revision and some fields of their record; those of older databases get them.

MATCH (n:Municipality)-[t:IN_REGION]->() SET t.revision = n.revision;
MATCH (n:Organisation)-[t:LOCATED_IN]->() SET t.revision = n.revision, t.from_date = n.from_date, t.to_date = n.to_date;
MATCH (n:Organisation)-[t:BRANCH_OF]->() SET t.revision = n.revision, t.from_date = n.from_date, t.to_date = n.to_date;
MATCH (n:Organisation)-[t:SERVED_BY]->() SET t.revision = n.revision, t.from_date = n.from_date, t.to_date = n.to_date;
MATCH (n:Organisation)-[t:SUBORDINATE_TO]->() SET t.revision = n.revision, t.from_date = n.from_date, t.to_date = n.to_date;
MATCH (n:Organisation)-[t:SUCCEEDED_BY]->() SET t.revision = n.revision, t.date = n.to_date;
MATCH (n:Person)-[t:WORKS_AT]->() SET t.revision = n.revision, t.position = n.position, t.from_date = n.from_date, t.to_date = n.to_date;
MATCH (n:Person)-[t:RESPONSIBLE_FOR]->() SET t.revision = n.revision, t.from_date = n.from_date, t.to_date = n.to_date;
MATCH (n:Agreement)<-[t:PARTY_TO]-() SET t.revision = n.revision, t.from_date = n.from_date, t.to_date = n.to_date;
MATCH (n:Event)-[t:ABOUT]->() SET t.revision = n.revision;
MATCH (n:Event)<-[t:HOSTED]-() SET t.revision = n.revision;
MATCH (n:Event)<-[t:LED]-() SET t.revision = n.revision;
MATCH (n:Event)<-[t:ATTENDED]-() SET t.revision = n.revision;
MATCH (n:GoalValue)-[t:PART_OF]->() SET t.revision = n.revision;
MATCH (n:Assignment)-[t:PART_OF]->() SET t.revision = n.revision, t.direction = n.direction, t.level = n.level, t.points = n.points, t.mode = n.mode;
MATCH (n:Assignment)-[t:LEADER]->() SET t.revision = n.revision, t.direction = n.direction, t.level = n.level, t.points = n.points, t.mode = n.mode;
MATCH (n:Assignment)-[t:MENTEE]->() SET t.revision = n.revision, t.direction = n.direction, t.level = n.level, t.points = n.points, t.mode = n.mode;
MATCH (n:OpenNeed)-[t:PART_OF]->() SET t.revision = n.revision, t.direction = n.direction, t.level = n.level;
MATCH (n:OpenNeed)-[t:MENTEE]->() SET t.revision = n.revision, t.direction = n.direction, t.level = n.level;
MATCH (n:BlockingGroup)-[t:PART_OF]->() SET t.revision = n.revision;
MATCH (n:Order)-[t:ORDERS]->() SET t.revision = n.revision;
