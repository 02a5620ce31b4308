-- What tracks are called by other models, named again from their kept crops. What they were called when they were seen stays as it is.

-- What tracks were named again with: the model that was asked for, and as JSON the same with all that took part.
CREATE TABLE again_setups (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  body TEXT NOT NULL UNIQUE CHECK (json_valid(body))
) STRICT;

-- One verdict a track and setup, packed as those in verdicts are.
CREATE TABLE verdicts_again (
  setup INTEGER NOT NULL REFERENCES again_setups (id),
  track TEXT NOT NULL REFERENCES tracks (id),
  at INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (setup, track)
) STRICT, WITHOUT ROWID;

CREATE INDEX verdicts_again_track ON verdicts_again (track);
