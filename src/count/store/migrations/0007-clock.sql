-- Facts whose times come from a clock that was not right; null where it was, as far as is known.
ALTER TABLE tracks ADD COLUMN clock TEXT CHECK (clock IN ('doubtful'));
ALTER TABLE visits ADD COLUMN clock TEXT CHECK (clock IN ('doubtful'));
ALTER TABLE effort ADD COLUMN clock TEXT CHECK (clock IN ('doubtful'));
