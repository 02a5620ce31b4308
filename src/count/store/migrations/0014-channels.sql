-- Channels with names of their own, quiet hours, news that was dropped, and faults: what keeps a box or its cameras from seeing.

-- A fault of the box, or of cameras that it came over together. `ended_at` is null while it goes on; the newest of a kind may be
-- open beside older ones, of other cameras. `body` is JSON: cameras with since when, their cause, and when each was well again.
CREATE TABLE faults (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  ended_at INTEGER,
  changed_at INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE INDEX faults_open ON faults (kind) WHERE ended_at IS NULL;
CREATE INDEX faults_began ON faults (began_at, id);

-- What is sent of alerts and faults, over which channel, and how that went. `held` waits for the species' next turn, `quiet` for the
-- end of quiet hours; `dropped` was never sent, and `answer` says why. `message` is the number of the message with which
-- it was tried first: what failed is tried again as the same message.
CREATE TABLE new_deliveries (
  id INTEGER PRIMARY KEY,
  alert TEXT REFERENCES alerts (id),
  fault TEXT REFERENCES faults (id),
  channel TEXT NOT NULL,
  news TEXT NOT NULL CHECK (news IN ('new', 'update', 'begin', 'end')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'held', 'quiet', 'delivered', 'failed', 'dropped')),
  at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  tried_at INTEGER,
  answer TEXT,
  message INTEGER,
  CHECK ((alert IS NULL) <> (fault IS NULL))
) STRICT;

INSERT INTO new_deliveries (id, alert, channel, news, state, at, due_at, attempts, tried_at, answer)
SELECT id, alert, channel, news, state, at, due_at, attempts, tried_at, answer FROM deliveries;

DROP TABLE deliveries;
ALTER TABLE new_deliveries RENAME TO deliveries;

CREATE INDEX deliveries_due ON deliveries (due_at, id) WHERE state IN ('waiting', 'held', 'quiet');
CREATE INDEX deliveries_alert ON deliveries (alert, id) WHERE alert IS NOT NULL;
CREATE INDEX deliveries_fault ON deliveries (fault, id) WHERE fault IS NOT NULL;
CREATE INDEX deliveries_sent ON deliveries (tried_at) WHERE state = 'delivered';

-- The feed tells of faults too. Which types there are is known to whoever writes, not to the table: it is never made anew for one more.
DROP TRIGGER events_stay;
DROP TRIGGER events_keep;
CREATE TABLE outbox (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
INSERT INTO outbox (cursor, at, type, body) SELECT cursor, at, type, body FROM events ORDER BY cursor;
-- Cursors go on from where they were, also where the newest entry, or every one, was forgotten.
INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox', seq FROM sqlite_sequence
  WHERE name = 'events' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'outbox');
UPDATE sqlite_sequence SET seq = max(seq, ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0))
  WHERE name = 'outbox';
DROP TABLE events;
ALTER TABLE outbox RENAME TO events;
CREATE INDEX events_checklist ON events (cursor) WHERE type = 'checklist.change';

CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER events_stay BEFORE DELETE ON events WHEN OLD.cursor > (SELECT cursor FROM events_pruned) BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
