-- What makes counts citable: reviews, what could be seen, deployments, alerts, and facts summed by day.

-- A person's decisions on a visit, append-only. `track` is the visit's first track when it was said: visits can be
-- derived again, and the decision goes with the animal. `body` is what was said beyond that, as JSON.
CREATE TABLE reviews (
  id TEXT PRIMARY KEY NOT NULL,
  visit TEXT NOT NULL,
  track TEXT NOT NULL REFERENCES tracks (id),
  at INTEGER NOT NULL,
  reviewer TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('confirm', 'correct', 'reject', 'uncertain', 'note', 'undo')),
  body TEXT NOT NULL
) STRICT;

CREATE INDEX reviews_track ON reviews (track, at, id);
CREATE INDEX reviews_at ON reviews (at, id);
CREATE TRIGGER reviews_stay BEFORE UPDATE ON reviews BEGIN SELECT raise(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER reviews_remain BEFORE DELETE ON reviews BEGIN SELECT raise(ABORT, 'reviews are append-only'); END;

-- What a visit counts as. The machine's columns stay as they are; these hold what reviews make of them.
-- `version` grows with each change; `outcome` is JSON, null where nobody reviewed it.
ALTER TABLE visits ADD COLUMN zone TEXT;
ALTER TABLE visits ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE visits ADD COLUMN outcome TEXT;
ALTER TABLE visits ADD COLUMN best_taxon TEXT;
ALTER TABLE visits ADD COLUMN best_individuals INTEGER;
ALTER TABLE visits ADD COLUMN best_counted INTEGER CHECK (best_counted IN (0, 1));
UPDATE visits SET best_taxon = taxon, best_individuals = individuals, best_counted = status = 'counted';

CREATE INDEX visits_best_taxon ON visits (best_taxon, start_at, id);
CREATE INDEX visits_reviewed ON visits (start_at, id) WHERE outcome IS NOT NULL;

-- A place where a reviewer saw that what is found there is none: `box` is JSON, [x, y, w, h] as fractions of the frame.
CREATE TABLE fixtures (
  id TEXT PRIMARY KEY NOT NULL,
  camera TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('bird', 'mammal')),
  box TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER,
  review TEXT NOT NULL REFERENCES reviews (id)
) STRICT;

-- Where and how a camera stood, from `start_at` until `end_at`. `body` is JSON: place, position, height, direction, station.
CREATE TABLE deployments (
  id TEXT PRIMARY KEY NOT NULL,
  camera TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER CHECK (end_at > start_at),
  body TEXT NOT NULL
) STRICT;

CREATE INDEX deployments_camera ON deployments (camera, start_at);

-- The models and settings that a camera ran under; `id` is the hash of `body`, which is JSON.
CREATE TABLE setups (
  id TEXT PRIMARY KEY NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- What the camera could see in that minute. Minutes from before are unknown and count as clear.
ALTER TABLE effort ADD COLUMN expected INTEGER;
ALTER TABLE effort ADD COLUMN sight TEXT NOT NULL DEFAULT 'unknown'
  CHECK (sight IN ('unknown', 'clear', 'dark', 'covered', 'blurred'));
ALTER TABLE effort ADD COLUMN luma REAL;
ALTER TABLE effort ADD COLUMN sharpness REAL;
ALTER TABLE effort ADD COLUMN setup TEXT REFERENCES setups (id);

-- Facts by day of the site's time zone: `day` counts days from 1970-01-01, `hour` is the hour of day of the start.
-- `basis` says whose word counts: the machine's, the reviewers', or the reviewers' where there is one and else the machine's.
-- `records` are independent by station at `facts_made.interval`.
CREATE TABLE daily (
  basis TEXT NOT NULL CHECK (basis IN ('machine', 'reviewed', 'best')),
  day INTEGER NOT NULL,
  camera TEXT NOT NULL,
  zone TEXT NOT NULL,
  taxon TEXT NOT NULL,
  hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
  visits INTEGER NOT NULL,
  individuals INTEGER NOT NULL,
  max_individuals INTEGER NOT NULL,
  records INTEGER NOT NULL,
  reviewed INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (basis, day, camera, zone, taxon, hour)
) STRICT, WITHOUT ROWID;

-- How `daily` was made; other settings make it anew.
CREATE TABLE facts_made (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  time_zone TEXT NOT NULL,
  interval_minutes INTEGER NOT NULL,
  stations TEXT NOT NULL
) STRICT;

-- What somebody must hear of. `state` follows the visit's reviews.
CREATE TABLE alerts (
  id TEXT PRIMARY KEY NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('first-record', 'first-of-year', 'protected-1', 'protected-2')),
  taxon TEXT NOT NULL,
  visit TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unconfirmed', 'confirmed', 'dismissed')),
  held_until INTEGER
) STRICT;

CREATE UNIQUE INDEX alerts_once ON alerts (reason, taxon, visit);
CREATE INDEX alerts_at ON alerts (at, id);
CREATE INDEX alerts_visit ON alerts (visit);

-- Each attempt to send an alert.
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  alert TEXT NOT NULL REFERENCES alerts (id),
  channel TEXT NOT NULL CHECK (channel IN ('webhook', 'mail')),
  target TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  at INTEGER NOT NULL,
  ok INTEGER NOT NULL CHECK (ok IN (0, 1)),
  detail TEXT NOT NULL,
  next_at INTEGER
) STRICT;

CREATE INDEX deliveries_alert ON deliveries (alert, id);

-- The outbox takes more kinds of news. Cursors go on where they were.
CREATE TABLE outbox (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('visit.new', 'visit.update', 'visit.end', 'visit.withdrawn', 'camera.state',
    'review.new', 'alert.new', 'alert.update', 'effort.minute', 'checklist.change', 'deployment.change')),
  body TEXT NOT NULL
) STRICT;

INSERT INTO outbox (cursor, at, type, body) SELECT cursor, at, type, body FROM events;
INSERT INTO sqlite_sequence (name, seq) SELECT 'outbox', seq FROM sqlite_sequence
  WHERE name = 'events' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'outbox');
DROP TABLE events;
ALTER TABLE outbox RENAME TO events;
CREATE INDEX events_checklist ON events (cursor) WHERE type = 'checklist.change';

CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;

-- Entries up to this cursor are older than the feed keeps, and may go; no others ever do.
CREATE TABLE events_pruned (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  cursor INTEGER NOT NULL
) STRICT;

INSERT INTO events_pruned VALUES (1, 0);

CREATE TRIGGER events_stay BEFORE DELETE ON events WHEN OLD.cursor > (SELECT cursor FROM events_pruned) BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
