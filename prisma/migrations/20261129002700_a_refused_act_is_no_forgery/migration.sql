-- An act that its sender was told is refused, and that arrives once more, was sent by nobody else: two senders of one act
-- are enough, or an attempt that outlived the next. What was noted with that cause accused nobody.
DELETE FROM forged_act WHERE cause = 'notAccepted';

ALTER TABLE forged_act DROP CONSTRAINT forged_act_cause_word;
ALTER TABLE forged_act ADD CONSTRAINT forged_act_cause_word CHECK (
  cause IN ('notSendable', 'notKept', 'otherContent', 'notSigned', 'notAsked', 'otherPlan', 'otherClock', 'otherCourse'));
