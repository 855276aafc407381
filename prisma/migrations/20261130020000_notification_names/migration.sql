-- A notification is known outside by a random name, as everything else is. Its number keeps the order and stays inside: it
-- counts on with every person of every office, so that whoever reads two of them would learn how much there was between.
ALTER TABLE notification ADD COLUMN public_id text NOT NULL
  DEFAULT ('ntf_' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 24));
CREATE UNIQUE INDEX "notification_public_id_key" ON notification (public_id);
