-- What a year takes: verdicts packed, paths of old tracks thinned to a few points, and what is kept no longer than is stated.

-- The order of a visit's tracks follows their starts, also where a clock was set.
CREATE TRIGGER tracks_start_elsewhere AFTER UPDATE OF start_at ON tracks WHEN OLD.start_at <> NEW.start_at BEGIN
  UPDATE visit_tracks SET position = max(NEW.start_at, since) WHERE track = NEW.id;
END;

-- A verdict is JSON while its track lives, and packed from its end on, see verdict-body.ts.
CREATE TABLE packed_verdicts (
  track TEXT PRIMARY KEY NOT NULL REFERENCES tracks (id),
  body ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO packed_verdicts (track, body) SELECT track, body FROM verdicts ORDER BY track;
DROP TABLE verdicts;
ALTER TABLE packed_verdicts RENAME TO verdicts;

-- What the whole path told of its track, where only some points of it are kept; null while it is whole.
ALTER TABLE tracks ADD COLUMN path_score REAL;
ALTER TABLE tracks ADD COLUMN path_strays REAL;
-- Long paths that are whole: 8 points take 224 bytes.
CREATE INDEX tracks_long ON tracks (end_at) WHERE ended IS NOT NULL AND path_score IS NULL AND length(path) > 224;

-- Until when a camera's states are thinned to those that its gaps need.
CREATE TABLE camera_states_thinned (
  camera TEXT PRIMARY KEY NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
