-- A visit of a time when the clock was not right counts in no sum: nobody knows when it was.
UPDATE visits SET best_counted = 0 WHERE clock IS NOT NULL;
UPDATE visits SET independent = NULL WHERE clock IS NOT NULL;

-- They are few, and people ask for them.
CREATE INDEX visits_undated ON visits (start_at, id) WHERE clock IS NOT NULL;

-- All sums are made anew at the next start.
DELETE FROM daily_rule;
