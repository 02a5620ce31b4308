-- What is derived from the facts, and the outbox that tells other systems of it.

CREATE TABLE visits (
  id TEXT PRIMARY KEY NOT NULL,
  camera TEXT NOT NULL,
  taxon TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL CHECK (end_at >= start_at),
  individuals INTEGER NOT NULL CHECK (individuals >= 1),
  score REAL NOT NULL,
  closed INTEGER NOT NULL CHECK (closed IN (0, 1))
) STRICT;

CREATE INDEX visits_start ON visits (start_at, id);
CREATE INDEX visits_camera ON visits (camera, start_at, id);
CREATE INDEX visits_taxon ON visits (taxon, start_at, id);
CREATE INDEX visits_open ON visits (start_at, id) WHERE closed = 0;

CREATE TABLE visit_tracks (
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  track TEXT NOT NULL REFERENCES tracks (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (visit, track)
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_tracks_track ON visit_tracks (track);

-- A clip shows a visit. Visits can be derived again, so the evidence outlives them.
ALTER TABLE media ADD COLUMN visit TEXT REFERENCES visits (id) ON DELETE SET NULL;

CREATE INDEX media_visit ON media (visit) WHERE visit IS NOT NULL;

-- Append-only: `cursor` never repeats and never goes back; `body` is JSON.
CREATE TABLE events (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('visit.new', 'visit.update', 'visit.end', 'visit.withdrawn', 'camera.state')),
  body TEXT NOT NULL
) STRICT;

CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
