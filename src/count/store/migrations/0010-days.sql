-- Visits belong to one day of the site: one that goes on over a midnight is cut there.

-- The visit that one goes on with over the midnight before it; null where it began by itself. Visits of before were not cut.
ALTER TABLE visits ADD COLUMN continues TEXT;
CREATE INDEX visits_continues ON visits (continues) WHERE continues IS NOT NULL;

-- A track may be in visits of several days: from when on this one holds it, the midnight at which it was cut; 0 for its first part.
ALTER TABLE visit_tracks ADD COLUMN since INTEGER NOT NULL DEFAULT 0;

-- Which part of the track a review is on, in the same way; null where it was said of the whole track, before visits were cut.
ALTER TABLE reviews ADD COLUMN since INTEGER;
