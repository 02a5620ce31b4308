-- Facts are stored first; what follows from them is derived afterwards, and again where that failed.

-- What a follower of the store could not follow, see followers.ts: an id of a visit, a minute of effort, or '' for everything.
CREATE TABLE missed (
  follower TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (follower, subject)
) STRICT, WITHOUT ROWID;

-- Tracks whose last stored state is not in the visits yet.
CREATE TABLE unfolded (
  track TEXT PRIMARY KEY NOT NULL REFERENCES tracks (id)
) STRICT, WITHOUT ROWID;

-- Facts that the database refused one by one, as they were told; the newest thousand.
CREATE TABLE set_aside (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  fact TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

-- Files without a row are found by folder.
CREATE INDEX media_file ON media (file);
