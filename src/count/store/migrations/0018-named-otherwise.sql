-- Whether a track got another name when it was named again than when it was seen: what people look for among millions of verdicts, which
-- are packed. `taxon_of` unpacks them, during migrations alone.
ALTER TABLE verdicts_again ADD COLUMN otherwise INTEGER NOT NULL DEFAULT 0 CHECK (otherwise IN (0, 1));

UPDATE verdicts_again SET otherwise = taxon_of(body) IS NOT
  (SELECT taxon_of(verdicts.body) FROM verdicts WHERE verdicts.track = verdicts_again.track);

CREATE INDEX verdicts_again_otherwise ON verdicts_again (track) WHERE otherwise;
