-- What a person has done, the newest first.
CREATE INDEX task_done_newest ON task (done_by, done_at, id) WHERE state = 'done';
