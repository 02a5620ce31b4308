-- What each change costs stays the same with the years: indexes for what is asked with each change.

-- The order of a visit's tracks is that of their starts, so a track that comes or goes moves no other one.
UPDATE visit_tracks SET position = (SELECT start_at FROM tracks WHERE tracks.id = track);

-- Whether a taxon was recorded before, however many of its visits were rejected.
CREATE INDEX visits_counted ON visits (best_taxon, start_at) WHERE best_counted;
-- The independent record before another one, however many that are none lie between.
CREATE INDEX visits_independent ON visits (camera, best_taxon, start_at) WHERE best_counted AND independent;
-- What went out since a time.
CREATE INDEX deliveries_sent ON deliveries (tried_at) WHERE state = 'delivered';
