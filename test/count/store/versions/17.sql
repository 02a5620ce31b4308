-- A database of version 17 with rows in every table, as it was dumped then. Never changed afterwards.
PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1919906676;
PRAGMA user_version = 17;
BEGIN TRANSACTION;
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
INSERT INTO alerts VALUES('a1','protected','anas-platyrhynchos','v1','t1','east',1746230400000,'unconfirmed',1746230400000,'{}');
CREATE TABLE camera_states (
  id INTEGER PRIMARY KEY,
  camera TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('starting', 'watching', 'frozen', 'down', 'stopped')),
  cause_code TEXT,
  cause_message TEXT
) STRICT;
INSERT INTO camera_states VALUES(1,'east',1746230400000,'down','refused','the camera refused the connection');
CREATE TABLE camera_states_thinned (
  camera TEXT PRIMARY KEY NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO camera_states_thinned VALUES('reeds',1746144000000);
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
INSERT INTO daily VALUES(1746201600000,'east','','aves','plain',1,1,2,2,2,1746230500000,1746230500000,0,0,0,0);
CREATE TABLE daily_rule (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE TABLE "deliveries" (
  id INTEGER PRIMARY KEY,
  alert TEXT REFERENCES alerts (id),
  fault TEXT REFERENCES faults (id),
  channel TEXT NOT NULL,
  news TEXT NOT NULL CHECK (news IN ('new', 'update', 'begin', 'end')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'held', 'quiet', 'delivered', 'failed', 'dropped')),
  at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  tried_at INTEGER,
  answer TEXT,
  message INTEGER,
  CHECK ((alert IS NULL) <> (fault IS NULL))
) STRICT;
INSERT INTO deliveries VALUES(1,'a1',NULL,'webhook','new','waiting',1746230400000,1746230400000,0,NULL,NULL,NULL);
CREATE TABLE deployments (
  id TEXT PRIMARY KEY NOT NULL,
  camera TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER CHECK (end_at > start_at),
  body TEXT NOT NULL
) STRICT;
INSERT INTO deployments VALUES('east-20250503','east',1746230400000,NULL,'{"place":"","station":"east","latitude":32,"longitude":119,"habitat":""}');
CREATE TABLE effort (
  camera TEXT NOT NULL,
  minute INTEGER NOT NULL CHECK (minute % 60000 = 0),
  frames INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  watched_seconds REAL NOT NULL CHECK (watched_seconds BETWEEN 0 AND 60), expected INTEGER, sight TEXT CHECK (sight IN ('clear', 'dark', 'covered', 'blurred')), luma REAL, sharpness REAL, setup TEXT, clock TEXT CHECK (clock IN ('doubtful')),
  PRIMARY KEY (camera, minute)
) STRICT, WITHOUT ROWID;
INSERT INTO effort VALUES('east',1746230400000,300,2,60,300,'clear',120.5,8.25,'s1',NULL);
CREATE TABLE effort_daily (
  day INTEGER NOT NULL,
  camera TEXT NOT NULL,
  watched_seconds REAL NOT NULL,
  looked_seconds REAL NOT NULL,
  frames INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  PRIMARY KEY (day, camera)
) STRICT, WITHOUT ROWID;
INSERT INTO effort_daily VALUES(1746201600000,'east',60,60,300,2);
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
INSERT INTO effort_hourly VALUES(1746201600000,8,'east',60,60,300,2);
CREATE TABLE "events" (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
INSERT INTO events VALUES(1,1746230400000,'visit.new','{"id":"v1"}');
CREATE TABLE events_pruned (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  cursor INTEGER NOT NULL
) STRICT;
INSERT INTO events_pruned VALUES(1,0);
CREATE TABLE faults (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  ended_at INTEGER,
  changed_at INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
INSERT INTO faults VALUES('f1','disk',1746230400000,NULL,1746230400000,'{}');
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
INSERT INTO hourly VALUES(1746201600000,8,'east','','aves','plain',1,1,2,2,2,1746230500000,1746230500000,0,0,0,0);
CREATE TABLE identity (id TEXT NOT NULL) STRICT;
INSERT INTO identity VALUES('15269a363e63c019');
CREATE TABLE kept (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  bytes INTEGER NOT NULL
) STRICT;
INSERT INTO kept VALUES(1,0);
CREATE TABLE leaving (
  file TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO leaving VALUES('media/east/gone.jpg');
CREATE TABLE marks (
  track TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('cited', 'taught')),
  source TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (track, mark, source)
) STRICT, WITHOUT ROWID;
INSERT INTO marks VALUES('t1','cited','half-year-2025-1',1746230400000);
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
, visit TEXT REFERENCES visits (id) ON DELETE SET NULL, gone_at INTEGER, gone_why TEXT) STRICT;
INSERT INTO media VALUES('m1','east','t1','crop',1746230400000,'media/m1.jpg','ab',1000,'[0.25,0.5,0.25,0.25]','[0.25,0.5,0.125,0.25]',0.75,0,NULL,1746230500000,'least-worth');
CREATE TABLE missed (
  follower TEXT NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY (follower, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO missed VALUES('alerts','v1');
CREATE TABLE presence (
  slot INTEGER NOT NULL,
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  most INTEGER NOT NULL CHECK (most >= 1),
  seconds REAL NOT NULL CHECK (seconds BETWEEN 0 AND 600),
  PRIMARY KEY (slot, visit)
) STRICT, WITHOUT ROWID;
INSERT INTO presence VALUES(1746237600000,'v4',1,3.5);
CREATE TABLE presence_daily (
  day INTEGER NOT NULL,
  camera TEXT NOT NULL,
  zone TEXT NOT NULL,
  taxon TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('plain', 'machine', 'reviewed', 'pending')),
  seconds REAL NOT NULL,
  most INTEGER NOT NULL,
  PRIMARY KEY (day, camera, zone, taxon, part)
) STRICT, WITHOUT ROWID;
INSERT INTO presence_daily VALUES(0,'east','','aves','plain',3.5,1);
CREATE TABLE presence_hourly (
  day INTEGER NOT NULL,
  hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
  camera TEXT NOT NULL,
  zone TEXT NOT NULL,
  taxon TEXT NOT NULL,
  part TEXT NOT NULL CHECK (part IN ('plain', 'machine', 'reviewed', 'pending')),
  seconds REAL NOT NULL,
  most INTEGER NOT NULL,
  PRIMARY KEY (taxon, day, hour, camera, zone, part)
) STRICT, WITHOUT ROWID;
INSERT INTO presence_hourly VALUES(0,3,'east','','aves','plain',3.5,1);
CREATE TABLE pushed (
  receiver TEXT PRIMARY KEY NOT NULL,
  cursor INTEGER NOT NULL,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL DEFAULT 0,
  picture_bytes INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO pushed VALUES('centre',1,1746230400000,20250503,12);
CREATE TABLE reviews (
  id TEXT PRIMARY KEY NOT NULL,
  visit TEXT NOT NULL,
  track TEXT NOT NULL REFERENCES tracks (id),
  at INTEGER NOT NULL,
  reviewer TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('confirm', 'correct', 'reject', 'uncertain', 'note', 'undo')),
  body TEXT NOT NULL
, since INTEGER) STRICT;
INSERT INTO reviews VALUES('r1','v1','t1',1746230500000,'Li','confirm','{}',NULL);
CREATE TABLE set_aside (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  fact TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
INSERT INTO set_aside VALUES(1,1746230400000,'{}','it refers to a track that is not stored');
CREATE TABLE setups (
  id TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
INSERT INTO setups VALUES('s1',1746230400000,'{"models":["detector@e8af0749"],"code":"0.1.0","checklist":"none","settings":{}}');
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
, clock TEXT CHECK (clock IN ('doubtful')), path_score REAL, path_strays REAL) STRICT;
INSERT INTO tracks VALUES('t1','east','bird',1746230400000,1746230400200,'lost',0.75,2,3,1,X'00004015376979420000803E0000003F0000003E0000803E0000403F00804C15376979420000803E0000003F0000003E0000803E0000403F',NULL,NULL,NULL);
INSERT INTO tracks VALUES('t2','east','bird',1746230400000,1746230400200,NULL,0.75,2,3,1,X'00004015376979420000803E0000003F0000003E0000803E0000403F00804C15376979420000803E0000003F0000003E0000803E0000403F',NULL,NULL,NULL);
CREATE TABLE unfolded (
  track TEXT PRIMARY KEY NOT NULL REFERENCES tracks (id)
) STRICT, WITHOUT ROWID;
INSERT INTO unfolded VALUES('t1');
CREATE TABLE "verdicts" (
  track TEXT PRIMARY KEY NOT NULL REFERENCES tracks (id),
  body ANY NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO verdicts VALUES('t1','{"taxon":"anas-platyrhynchos","rank":"species","score":0.9,"opinions":[],"prior":{"id":"none","month":5,"without":{"taxon":"anas-platyrhynchos","score":0.9}},"crops":[],"models":["detector@e8af0749"],"code":"0.1.0","review":[]}');
CREATE TABLE visit_tracks (
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  track TEXT NOT NULL REFERENCES tracks (id),
  position INTEGER NOT NULL, since INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (visit, track)
) STRICT, WITHOUT ROWID;
INSERT INTO visit_tracks VALUES('v1','t1',1746230400000,0);
INSERT INTO visit_tracks VALUES('v3','t2',1746230400000,0);
CREATE TABLE visits (
  id TEXT PRIMARY KEY NOT NULL,
  camera TEXT NOT NULL,
  taxon TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL CHECK (end_at >= start_at),
  individuals INTEGER NOT NULL CHECK (individuals >= 1),
  score REAL NOT NULL,
  closed INTEGER NOT NULL CHECK (closed IN (0, 1))
, status TEXT NOT NULL DEFAULT 'counted' CHECK (status IN ('counted', 'set-aside')), reason TEXT, review TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(review)), zone TEXT, version INTEGER NOT NULL DEFAULT 1, outcome TEXT, best_taxon TEXT, best_individuals INTEGER, best_counted INTEGER CHECK (best_counted IN (0, 1)), independent INTEGER CHECK (independent IN (0, 1)), clock TEXT CHECK (clock IN ('doubtful')), continues TEXT) STRICT;
INSERT INTO visits VALUES('v1','east','aves',1746230400000,1746230400200,1,0.75,1,'counted',NULL,'[]',NULL,1,NULL,'aves',1,1,NULL,NULL,NULL);
INSERT INTO visits VALUES('v2','east','aves',1746230500000,1746230500200,2,0.75,0,'counted',NULL,'[]',NULL,1,NULL,'aves',2,1,NULL,NULL,NULL);
INSERT INTO visits VALUES('v3','east','aves',1746230600000,1746230600200,1,0.5,1,'set-aside','a branch','[]',NULL,1,NULL,'aves',1,0,NULL,NULL,NULL);
INSERT INTO visits VALUES('v4','east','aves',1746237600000,1746237600200,1,0.75,1,'counted',NULL,'[]',NULL,1,NULL,'aves',1,0,NULL,'doubtful',NULL);
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
CREATE INDEX visits_review ON visits (start_at, id) WHERE review <> '[]';
CREATE INDEX reviews_track ON reviews (track, at, id);
CREATE INDEX reviews_at ON reviews (at, id);
CREATE TRIGGER reviews_stay BEFORE UPDATE ON reviews BEGIN SELECT raise(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER reviews_remain BEFORE DELETE ON reviews BEGIN SELECT raise(ABORT, 'reviews are append-only'); END;
CREATE INDEX visits_best_taxon ON visits (best_taxon, start_at, id);
CREATE INDEX visits_reviewed ON visits (start_at, id) WHERE outcome IS NOT NULL;
CREATE INDEX deployments_camera ON deployments (camera, start_at);
CREATE INDEX alerts_at ON alerts (at, id);
CREATE INDEX alerts_visit ON alerts (visit);
CREATE INDEX alerts_taxon ON alerts (taxon, reason, at);
CREATE INDEX tracks_start ON tracks (start_at, id);
CREATE INDEX visits_lane ON visits (camera, best_taxon, start_at, id) WHERE best_counted;
CREATE INDEX media_file ON media (file);
CREATE INDEX visits_counted ON visits (best_taxon, start_at) WHERE best_counted;
CREATE INDEX visits_independent ON visits (camera, best_taxon, start_at) WHERE best_counted AND independent;
CREATE INDEX visits_continues ON visits (continues) WHERE continues IS NOT NULL;
CREATE TRIGGER tracks_start_elsewhere AFTER UPDATE OF start_at ON tracks WHEN OLD.start_at <> NEW.start_at BEGIN
  UPDATE visit_tracks SET position = max(NEW.start_at, since) WHERE track = NEW.id;
END;
CREATE INDEX tracks_long ON tracks (end_at) WHERE ended IS NOT NULL AND path_score IS NULL AND length(path) > 224;
CREATE INDEX presence_visit ON presence (visit, slot);
CREATE INDEX visits_undated ON visits (start_at, id) WHERE clock IS NOT NULL;
CREATE INDEX faults_open ON faults (kind) WHERE ended_at IS NULL;
CREATE INDEX faults_began ON faults (began_at, id);
CREATE INDEX deliveries_due ON deliveries (due_at, id) WHERE state IN ('waiting', 'held', 'quiet');
CREATE INDEX deliveries_alert ON deliveries (alert, id) WHERE alert IS NOT NULL;
CREATE INDEX deliveries_fault ON deliveries (fault, id) WHERE fault IS NOT NULL;
CREATE INDEX deliveries_sent ON deliveries (tried_at) WHERE state = 'delivered';
CREATE INDEX events_checklist ON events (cursor) WHERE type = 'checklist.change';
CREATE TRIGGER events_keep BEFORE UPDATE ON events BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
CREATE TRIGGER events_stay BEFORE DELETE ON events WHEN OLD.cursor > (SELECT cursor FROM events_pruned) BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
CREATE INDEX media_kept ON media (type, at, id, bytes) WHERE gone_at IS NULL;
CREATE INDEX media_went ON media (gone_at) WHERE gone_at IS NOT NULL;
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
CREATE TABLE again_setups (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  body TEXT NOT NULL UNIQUE CHECK (json_valid(body))
) STRICT;
CREATE TABLE verdicts_again (
  setup INTEGER NOT NULL REFERENCES again_setups (id),
  track TEXT NOT NULL REFERENCES tracks (id),
  at INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (setup, track)
) STRICT, WITHOUT ROWID;
CREATE INDEX verdicts_again_track ON verdicts_again (track);
INSERT INTO again_setups VALUES(1,'birds@1','{"model":"birds@1","models":["birds@1"],"prior":"none","code":"0.1.0"}');
INSERT INTO again_setups VALUES(2,'birds@2','{"model":"birds@2","models":["birds@2"],"prior":"none","code":"0.1.0"}');
INSERT INTO verdicts_again VALUES(1,'t1',1746230400000,X'01ab46302d7410daf2128b75938b52939313b1e946725fac0ede6032c51a4ea8c6231c505bab038fb658e4b84c492d494d2ec92f7248b5484c333037b154d2514aca2c4a29763054c24c0388e4510b00');
INSERT INTO verdicts_again VALUES(2,'t1',1746230500000,X'01ab46302d7410daf2128b750b72124b2a8b322af39233f2b11a82e4cc581dbca1658a35b8b0da82704e6dad0e3c126391633625b52435b924bfc821d52231cdc0dcc45249472929b328a5d8c15009334520124b2d00');
COMMIT;
