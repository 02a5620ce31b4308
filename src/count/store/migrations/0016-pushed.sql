-- Which database this is: receivers of pushed entries tell by it that a cursor is of another one.
CREATE TABLE identity (id TEXT NOT NULL) STRICT;
INSERT INTO identity (id) VALUES (lower(hex(randomblob(8))));

-- How far each receiver of the feed has acknowledged, and what of pictures went to it on a day of the site.
CREATE TABLE pushed (
  receiver TEXT PRIMARY KEY NOT NULL,
  cursor INTEGER NOT NULL,
  at INTEGER NOT NULL,
  day INTEGER NOT NULL DEFAULT 0,
  picture_bytes INTEGER NOT NULL DEFAULT 0
) STRICT;
