-- Tasks of stages that are over end, and tasks of people who are gone go to others, by repairs of their own.
ALTER TABLE repair DROP CONSTRAINT repair_command_word;
ALTER TABLE repair ADD CONSTRAINT repair_command_word CHECK (
  command IN ('restartMissingWorkflow', 'terminateAndReplace', 'retryStep', 'rebuildProjection', 'closeOrphanTasks', 'reassignTask', 'releaseHold'));
