-- Alerts with what was sent of them, what each minute could see and under which settings, and tallies kept by the hour.

-- One alert a cause: a taxon that was new to the site, new in the year, or is protected. Never deleted. `visit` is what it was
-- opened for; the visit goes with its first track when visits are derived again. `body` is JSON: level, zone, what was seen.
CREATE TABLE alerts (
  id TEXT PRIMARY KEY NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('first-for-site', 'first-of-year', 'protected')),
  taxon TEXT NOT NULL,
  visit TEXT NOT NULL,
  track TEXT NOT NULL,
  camera TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unconfirmed', 'confirmed', 'withdrawn')),
  changed_at INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

CREATE INDEX alerts_at ON alerts (at, id);
CREATE INDEX alerts_visit ON alerts (visit);
CREATE INDEX alerts_taxon ON alerts (taxon, reason, at);

-- What is sent of alerts, over which channel, and how that went. `held` waits for the species' next turn.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  alert TEXT NOT NULL REFERENCES alerts (id),
  channel TEXT NOT NULL CHECK (channel IN ('webhook', 'email')),
  news TEXT NOT NULL CHECK (news IN ('new', 'update')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'held', 'delivered', 'failed')),
  at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  tried_at INTEGER,
  answer TEXT
) STRICT;

CREATE INDEX deliveries_due ON deliveries (due_at, id) WHERE state IN ('waiting', 'held');
CREATE INDEX deliveries_alert ON deliveries (alert, id);

-- What a minute could see, and with what. Minutes until now did not say.
ALTER TABLE effort ADD COLUMN expected INTEGER;
ALTER TABLE effort ADD COLUMN sight TEXT CHECK (sight IN ('clear', 'dark', 'covered', 'blurred'));
ALTER TABLE effort ADD COLUMN luma REAL;
ALTER TABLE effort ADD COLUMN sharpness REAL;
ALTER TABLE effort ADD COLUMN setup TEXT;

-- Models and settings that were in force, by a hash of them; minutes name theirs.
CREATE TABLE setups (
  id TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;

-- The outbox takes alerts. Cursors go on where they were.
DROP TRIGGER events_stay;
DROP TRIGGER events_keep;
CREATE TABLE outbox (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('visit.new', 'visit.update', 'visit.end', 'visit.withdrawn', 'camera.state',
    'review.new', 'effort.minute', 'checklist.change', 'deployment.change', 'alert.new', 'alert.update')),
  body TEXT NOT NULL
) STRICT;

INSERT INTO outbox (cursor, at, type, body) SELECT cursor, at, type, body FROM events;
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

-- Every track in the order in which visits are derived from them.
CREATE INDEX tracks_start ON tracks (start_at, id);

-- Whether a visit is an independent record under the rule below, on the best word; null where it does not count.
ALTER TABLE visits ADD COLUMN independent INTEGER CHECK (independent IN (0, 1));

-- Visits summed by day of the site, camera, zone of the camera ('' outside of every one), taxon and part. The parts tell
-- whose word it is: `plain` is of visits that nobody decided on; of those somebody did, `machine` is what the machine said,
-- `reviewed` what is settled, `pending` what counts as the machine says until it is. The machine's word is plain + machine, the
-- reviewed word reviewed, the best word plain + reviewed + pending..
CREATE TABLE daily (
  day INTEGER NOT NULL,
  camera TEXT NOT NULL,
  zone TEXT NOT NULL,
  taxon TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('plain', 'machine', 'reviewed', 'pending')),
  visits INTEGER NOT NULL,
  records INTEGER NOT NULL,
  individuals INTEGER NOT NULL,
  least INTEGER NOT NULL,
  most INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  adults INTEGER NOT NULL,
  juveniles INTEGER NOT NULL,
  females INTEGER NOT NULL,
  males INTEGER NOT NULL,
  PRIMARY KEY (day, camera, zone, taxon, part)
) STRICT, WITHOUT ROWID;

-- The same by hour of the day, 0 to 23, of the site's clock. By taxon first: hours are asked for of one or a few.
CREATE TABLE hourly (
  day INTEGER NOT NULL,
  hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
  camera TEXT NOT NULL,
  zone TEXT NOT NULL,
  taxon TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('plain', 'machine', 'reviewed', 'pending')),
  visits INTEGER NOT NULL,
  records INTEGER NOT NULL,
  individuals INTEGER NOT NULL,
  least INTEGER NOT NULL,
  most INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  adults INTEGER NOT NULL,
  juveniles INTEGER NOT NULL,
  females INTEGER NOT NULL,
  males INTEGER NOT NULL,
  PRIMARY KEY (taxon, day, hour, camera, zone, part)
) STRICT, WITHOUT ROWID;

-- Effort by day, and by hour of the day. `looked_seconds`: watched, and neither dark, covered nor blurred.
CREATE TABLE effort_daily (
  day INTEGER NOT NULL,
  camera TEXT NOT NULL,
  watched_seconds REAL NOT NULL,
  looked_seconds REAL NOT NULL,
  frames INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  PRIMARY KEY (day, camera)
) STRICT, WITHOUT ROWID;

CREATE TABLE effort_hourly (
  day INTEGER NOT NULL,
  hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
  camera TEXT NOT NULL,
  watched_seconds REAL NOT NULL,
  looked_seconds REAL NOT NULL,
  frames INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  PRIMARY KEY (day, hour, camera)
) STRICT, WITHOUT ROWID;

CREATE INDEX visits_lane ON visits (camera, best_taxon, start_at, id) WHERE best_counted;

-- The rule that these tables and `independent` follow: time zone, stations, interval and comparison, as JSON. Without a row they
-- are out of date, and made anew before they are kept.
CREATE TABLE daily_rule (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
