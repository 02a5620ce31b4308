-- A database of version 1 with rows in every table, as it was dumped then. Never changed afterwards.
PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1919906676;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE camera_states (
  id INTEGER PRIMARY KEY,
  camera TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('starting', 'watching', 'frozen', 'down', 'stopped')),
  cause_code TEXT,
  cause_message TEXT
) STRICT;
INSERT INTO "camera_states" VALUES(1,'east',1746230400000,'down','refused','the camera refused the connection');
CREATE TABLE effort (
  camera TEXT NOT NULL,
  minute INTEGER NOT NULL CHECK (minute % 60000 = 0),
  frames INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  watched_seconds REAL NOT NULL CHECK (watched_seconds BETWEEN 0 AND 60),
  PRIMARY KEY (camera, minute)
) STRICT, WITHOUT ROWID;
INSERT INTO "effort" VALUES('east',1746230400000,300,2,60.0);
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
) STRICT;
INSERT INTO "media" VALUES('m1','east','t1','crop',1746230400000,'media/m1.jpg','ab',1000,'[0.25,0.5,0.25,0.25]','[0.25,0.5,0.125,0.25]',0.75,0);
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
INSERT INTO "tracks" VALUES('t1','east','bird',1746230400000,1746230400200,'lost',0.75,2,3,1,X'00004015376979420000803E0000003F0000003E0000803E0000403F00804C15376979420000803E0000003F0000003E0000803E0000403F');
INSERT INTO "tracks" VALUES('t2','east','bird',1746230400000,1746230400200,NULL,0.75,2,3,1,X'00004015376979420000803E0000003F0000003E0000803E0000403F00804C15376979420000803E0000003F0000003E0000803E0000403F');
CREATE INDEX tracks_live ON tracks (id) WHERE ended IS NULL;
CREATE INDEX tracks_end ON tracks (end_at);
CREATE INDEX media_track ON media (track) WHERE track IS NOT NULL;
CREATE INDEX camera_states_camera ON camera_states (camera, at);
COMMIT;
