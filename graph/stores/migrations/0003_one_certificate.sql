-- A certificate stands in its plan; the journal keeps it only of a plan that is no more.

UPDATE change_value SET after = NULL WHERE field = 'certificate' AND EXISTS (
  SELECT 1 FROM change AS c
  WHERE c.revision = change_value.revision AND c.position = change_value.position
  AND c.entity = 'plan'
);

DELETE FROM change_value WHERE before IS NULL AND after IS NULL;
