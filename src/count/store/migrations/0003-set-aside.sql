-- False detections that repeat at one place are set aside with a reason, never deleted. All visits until now counted.

ALTER TABLE visits ADD COLUMN status TEXT NOT NULL DEFAULT 'counted' CHECK (status IN ('counted', 'set-aside'));
ALTER TABLE visits ADD COLUMN reason TEXT;
