-- What makes counts citable: reviews, what visits count as, and where the cameras stood.

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

-- Where and how a camera stood, from `start_at` until `end_at`. `body` is JSON: place, position, height, direction, station.
CREATE TABLE deployments (
  id TEXT PRIMARY KEY NOT NULL,
  camera TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER CHECK (end_at > start_at),
  body TEXT NOT NULL
) STRICT;

CREATE INDEX deployments_camera ON deployments (camera, start_at);

-- The outbox takes more kinds of news. Cursors go on where they were.
CREATE TABLE outbox (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('visit.new', 'visit.update', 'visit.end', 'visit.withdrawn', 'camera.state',
    'review.new', 'effort.minute', 'checklist.change', 'deployment.change')),
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
