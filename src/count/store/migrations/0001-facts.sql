-- Facts: what was seen and when it was looked for. Times are milliseconds since the Unix epoch, UTC.

-- An animal followed through frames; `ended` is null while it is still being followed.
-- `path` is a packed list of sightings, see path.ts.
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

CREATE INDEX tracks_live ON tracks (id) WHERE ended IS NULL;
CREATE INDEX tracks_end ON tracks (end_at);

-- A kept picture or clip; `file` is relative to the data folder. Boxes are JSON: [x, y, w, h] as fractions of the frame.
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

CREATE INDEX media_track ON media (track) WHERE track IS NOT NULL;

-- One minute of one camera. A minute without a row is one in which the camera was not looked at.
CREATE TABLE effort (
  camera TEXT NOT NULL,
  minute INTEGER NOT NULL CHECK (minute % 60000 = 0),
  frames INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  watched_seconds REAL NOT NULL CHECK (watched_seconds BETWEEN 0 AND 60),
  PRIMARY KEY (camera, minute)
) STRICT, WITHOUT ROWID;

-- Each change of what a camera does, and why.
CREATE TABLE camera_states (
  id INTEGER PRIMARY KEY,
  camera TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('starting', 'watching', 'frozen', 'down', 'stopped')),
  cause_code TEXT,
  cause_message TEXT
) STRICT;

CREATE INDEX camera_states_camera ON camera_states (camera, at);
