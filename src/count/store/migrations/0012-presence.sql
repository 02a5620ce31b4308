-- Presence, the sister of effort: when a visit's animals were there, by ten minutes of the site's time. Derived from tracks.

-- `slot` is the start of the ten minutes; `most` the most of the visit's tracks at once in them, `seconds` how long any was there. What
-- a visit counts as, and so what a camera saw of a taxon, is in `visits`: a correction changes nothing here.
CREATE TABLE presence (
  slot INTEGER NOT NULL,
  visit TEXT NOT NULL REFERENCES visits (id) ON DELETE CASCADE,
  most INTEGER NOT NULL CHECK (most >= 1),
  seconds REAL NOT NULL CHECK (seconds BETWEEN 0 AND 600),
  PRIMARY KEY (slot, visit)
) STRICT, WITHOUT ROWID;

CREATE INDEX presence_visit ON presence (visit, slot);

-- Presence summed by day and by hour of the day, apart in the same parts as `daily`: seconds, and the most at once in one visit.
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

-- All sums are made anew at the next start, presence with them.
DELETE FROM daily_rule;
