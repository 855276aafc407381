-- Operators are told of an endpoint that is disabled.
ALTER TABLE notification DROP CONSTRAINT IF EXISTS notification_kind_word;
ALTER TABLE notification ADD CONSTRAINT notification_kind_word CHECK (
  kind IN ('returned', 'reminded', 'transferred', 'handedOver', 'objectionFiled', 'batchRejected', 'batchSettled',
    'endpointDisabled'));
ALTER TABLE notification DROP CONSTRAINT IF EXISTS notification_entity_kind_word;
ALTER TABLE notification ADD CONSTRAINT notification_entity_kind_word CHECK (
  entity_kind IN ('claim', 'filing', 'notice', 'batch', 'grantCall', 'grant', 'annualPlan', 'demandCycle', 'recovery',
    'webhookEndpoint'));
