-- The list of open tasks asks whose task it is alone, so that it reads nothing but its index.
DROP INDEX task_inbox;
CREATE INDEX task_inbox ON task (jurisdiction, organ, role, due_on, id)
  INCLUDE (kind, stage, purpose, entity_kind, entity_id, section, subject, assignee_id, created_at, revision, near_on,
           paused, provisional, objections, plan_organ, for_person_id)
  WHERE state = 'open';
