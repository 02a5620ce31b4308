-- What went of pictures and clips to make room: the row stays, with its hash, and tells when its file went and why.
ALTER TABLE media ADD COLUMN gone_at INTEGER;
ALTER TABLE media ADD COLUMN gone_why TEXT;
CREATE INDEX media_kept ON media (type, at, id, bytes) WHERE gone_at IS NULL;
CREATE INDEX media_went ON media (gone_at) WHERE gone_at IS NOT NULL;

-- Files whose row says that they went, until they are known to be removed: a power cut between the two leaves the file.
CREATE TABLE leaving (
  file TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

-- What all kept files take, in one row. Visits at one time share the bytes of a clip, which count once.
CREATE TABLE kept (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  bytes INTEGER NOT NULL
) STRICT;
INSERT INTO kept (one, bytes) SELECT 1, ifnull(sum(bytes), 0) FROM (SELECT max(bytes) AS bytes FROM media GROUP BY type, at, sha256);
CREATE TRIGGER media_came AFTER INSERT ON media WHEN NEW.gone_at IS NULL BEGIN
  UPDATE kept SET bytes = bytes + NEW.bytes WHERE NOT EXISTS (
    SELECT 1 FROM media WHERE type = NEW.type AND at = NEW.at AND gone_at IS NULL AND sha256 = NEW.sha256 AND id <> NEW.id);
END;
CREATE TRIGGER media_goes AFTER UPDATE OF gone_at ON media WHEN OLD.gone_at IS NULL AND NEW.gone_at IS NOT NULL BEGIN
  UPDATE kept SET bytes = bytes - OLD.bytes WHERE NOT EXISTS (
    SELECT 1 FROM media WHERE type = OLD.type AND at = OLD.at AND gone_at IS NULL AND sha256 = OLD.sha256);
END;
CREATE TRIGGER media_returns AFTER UPDATE OF gone_at ON media WHEN OLD.gone_at IS NOT NULL AND NEW.gone_at IS NULL BEGIN
  UPDATE kept SET bytes = bytes + NEW.bytes WHERE NOT EXISTS (
    SELECT 1 FROM media WHERE type = NEW.type AND at = NEW.at AND gone_at IS NULL AND sha256 = NEW.sha256 AND id <> NEW.id);
END;
CREATE TRIGGER media_forgotten AFTER DELETE ON media WHEN OLD.gone_at IS NULL BEGIN
  UPDATE kept SET bytes = bytes - OLD.bytes WHERE NOT EXISTS (
    SELECT 1 FROM media WHERE type = OLD.type AND at = OLD.at AND gone_at IS NULL AND sha256 = OLD.sha256);
END;

-- Why the pictures of a visit are worth keeping, beyond what its own row tells. They hang on its first track, as reviews do, so that
-- they go with the animal when visits are derived again.
CREATE TABLE marks (
  track TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('cited', 'taught')),
  source TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (track, mark, source)
) STRICT, WITHOUT ROWID;
