-- What is asked of events and deliveries while they grow: those of a claim, and what an endpoint has not got.
CREATE INDEX event_of_claim ON event (claim_id, position) WHERE claim_id IS NOT NULL;
CREATE INDEX webhook_delivery_backlog ON webhook_delivery (endpoint_id, state, created_at) WHERE state IN ('waiting', 'held');
DROP INDEX webhook_delivery_held;
CREATE INDEX webhook_delivery_of_endpoint ON webhook_delivery (endpoint_id, created_at, id);
