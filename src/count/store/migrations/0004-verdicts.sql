-- What tracks are called and why, and which visits a person should look at.

-- One verdict a track, whole, as JSON; what queries ask for is read out of it, so the two cannot differ.
CREATE TABLE verdicts (
  track TEXT PRIMARY KEY NOT NULL REFERENCES tracks (id),
  body TEXT NOT NULL CHECK (json_valid(body)),
  taxon TEXT NOT NULL GENERATED ALWAYS AS (body ->> 'taxon') STORED,
  rank TEXT NOT NULL GENERATED ALWAYS AS (body ->> 'rank') STORED
    CHECK (rank IN ('class', 'order', 'family', 'genus', 'species')),
  score REAL NOT NULL GENERATED ALWAYS AS (body ->> 'score') STORED CHECK (score BETWEEN 0 AND 1)
) STRICT;

CREATE INDEX verdicts_taxon ON verdicts (taxon, score);

-- JSON list of reasons. Visits until now had no verdict, so there was nothing to look at.
ALTER TABLE visits ADD COLUMN review TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(review));

CREATE INDEX visits_review ON visits (start_at, id) WHERE review <> '[]';
