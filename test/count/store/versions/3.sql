-- A database of version 3 with rows in every table, as it was dumped then. Never changed afterwards.
PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1919906676;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE camera_states (
  id INTEGER PRIMARY KEY,
  camera TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('starting', 'watching', 'frozen', 'down', 'stopped')),
  cause_code TEXT,
  cause_message TEXT
) STRICT;
INSERT INTO camera_states VALUES(1,'east',1746230400000,'down','refused','the camera refused the connection');
CREATE TABLE effort (
  camera TEXT NOT NULL,
  minute INTEGER NOT NULL CHECK (minute % 60000 = 0),
  frames INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  watched_seconds REAL NOT NULL CHECK (watched_seconds BETWEEN 0 AND 60),
  PRIMARY KEY (camera, minute)
) STRICT, WITHOUT ROWID;
INSERT INTO effort VALUES('east',1746230400000,300,2,60.0);
CREATE TABLE events (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('visit.new', 'visit.update', 'visit.end', 'visit.withdrawn', 'camera.state')),
  body TEXT NOT NULL
) STRICT;
INSERT INTO events VALUES(1,1746230400000,'visit.new','{"id":"v1"}');
CREATE TABLE media (
  id TEXT PRIMARY KEY NOT NULL,
  camera TEXT NOT NULL,
  track TEXT REFERENCES tracks (id),
  type TEXT NOT NULL CHECK (type IN ('crop', 'clip')),
  at INTEGER NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  region TEXT,
  box TEXT,
  score REAL,
  blurred INTEGER NOT NULL CHECK (blurred IN (0, 1))
, visit TEXT REFERENCES visits (id) ON DELETE SET NULL) STRICT;
INSERT INTO media VALUES('m1','east','t1','crop',1746230400000,'media/m1.jpg','ab',1000,'[0.25,0.5,0.25,0.25]','[0.25,0.5,0.125,0.25]',0.75,0,NULL);
CREATE TABLE tracks (
  id TEXT PRIMARY KEY NOT NULL,
  camera TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('bird', 'mammal', 'person', 'vehicle')),
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL CHECK (end_at >= start_at),
  ended TEXT CHECK (ended IN ('lost', 'camera-down', 'shutdown', 'interrupted', 'double')),
  score REAL NOT NULL,
  hits INTEGER NOT NULL,
  looks INTEGER NOT NULL,
  moved INTEGER NOT NULL CHECK (moved IN (0, 1)),
  path BLOB NOT NULL
) STRICT;
INSERT INTO tracks VALUES('t1','east','bird',1746230400000,1746230400200,'lost',0.75,2,3,1,X'00004015376979420000803e0000003f0000003e0000803e0000403f00804c15376979420000803e0000003f0000003e0000803e0000403f');
INSERT INTO tracks VALUES('t2','east','bird',1746230400000,1746230400200,NULL,0.75,2,3,1,X'00004015376979420000803e0000003f0000003e0000803e0000403f00804c15376979420000803e0000003f0000003e0000803e0000403f');
CREATE TABLE visit_tracks (
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  track TEXT NOT NULL REFERENCES tracks (id),
  position INTEGER NOT NULL,
  PRIMARY KEY (visit, track)
) STRICT, WITHOUT ROWID;
INSERT INTO visit_tracks VALUES('v1','t1',0);
INSERT INTO visit_tracks VALUES('v3','t2',0);
CREATE TABLE visits (
  id TEXT PRIMARY KEY NOT NULL,
  camera TEXT NOT NULL,
  taxon TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL CHECK (end_at >= start_at),
  individuals INTEGER NOT NULL CHECK (individuals >= 1),
  score REAL NOT NULL,
  closed INTEGER NOT NULL CHECK (closed IN (0, 1))
, status TEXT NOT NULL DEFAULT 'counted' CHECK (status IN ('counted', 'set-aside')), reason TEXT) STRICT;
INSERT INTO visits VALUES('v1','east','aves',1746230400000,1746230400200,1,0.75,1,'counted',NULL);
INSERT INTO visits VALUES('v2','east','aves',1746230500000,1746230500200,2,0.75,0,'counted',NULL);
INSERT INTO visits VALUES('v3','east','aves',1746230600000,1746230600200,1,0.5,1,'set-aside','a branch');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('events',1);
CREATE INDEX tracks_live ON tracks (id) WHERE ended IS NULL;
CREATE INDEX tracks_end ON tracks (end_at);
CREATE INDEX media_track ON media (track) WHERE track IS NOT NULL;
CREATE INDEX camera_states_camera ON camera_states (camera, at);
CREATE INDEX visits_start ON visits (start_at, id);
CREATE INDEX visits_camera ON visits (camera, start_at, id);
CREATE INDEX visits_taxon ON visits (taxon, start_at, id);
CREATE INDEX visits_open ON visits (start_at, id) WHERE closed = 0;
CREATE INDEX visit_tracks_track ON visit_tracks (track);
CREATE INDEX media_visit ON media (visit) WHERE visit IS NOT NULL;
CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
COMMIT;
