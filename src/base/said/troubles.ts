/** What is not as it should be in a box, as its health tells it. */
export const TROUBLES = {
  'clock-before-record': 'The clock shows {shown:minute}, which is before the newest record ({recorded:minute})',
  'clock-before-build': 'The clock shows {shown:minute}, which is before this Roost was built ({built:minute})',
  'clock-waited-for':
    '{why:said}. What is recorded until it is right is marked as doubtful; alerts wait for up to {minutes:n} min. Set the clock, or connect the box to a time server',
  'clock-doubtful':
    '{why:said}. What is recorded until it is right is marked as doubtful; alerts are no longer waiting for it. Set the clock, or connect the box to a time server',
  'no-tide': 'Counts are told against no tide, as the box started: {why:said}',
  'too-many-cameras':
    '{watched:n} cameras are more than {cores:n} cores hold: about {main:n} by a stream of 1080p, or {sub:n} with a substream of 640x360 as analysisUrl. All of them lose frames alike, the newest frame of each is looked at, and time in which none was looked at for 2 s is not effort. Set analysisUrl, or switch cameras off (enabled: false)',
  'video-memory-small':
    'The video that clips are cut from lies in memory that holds it for {cameras:n} cameras, and {watched:n} are watched: start the box again, which then keeps it where there is room',
  'disk-full':
    'The disk is filling up: {free:bytes} are free, {floor:bytes} should be, and no picture or clip is left that could go. Remove other files from the disk, or take a larger one',
  'disk-too-small':
    'The disk is too small: no clip of a common visit is left, and others go as well. Keep more with a larger disk or retention.mediaGigabytes',
  'room-ends-soon':
    'Room for pictures and clips is left for {left:days} at {perDay:bytes} a day ({budget:bytes} at most, {floor:bytes} of the disk stay free); then clips of long common visits go first. Nothing need be done, or take a larger disk, or set evidence.clips',
  'database-pages-damaged':
    'database damaged: {file} ({why:words}). What is on its damaged pages is neither read nor written. Restart Roost: it reads the file through, keeps it aside and counts in a new one; then try `sqlite3 FILE .recover`',
  'database-was-damaged':
    'The database was damaged and is kept as {file}: what was counted before is not in these counts. Try `sqlite3 {name} .recover`, or put back {backup:said}, with the box stopped; take that file away when it is settled',
  'database-was-empty':
    'The database had lost all its bytes, which is marked by {file}: what was counted before is not in these counts. Put back {backup:said}, with the box stopped; take that file away when it is settled',
  'database-was-missing':
    'The database was gone though pictures of it are here, which is marked by {file}: what was counted before is not in these counts. Put back {backup:said}, with the box stopped; take that file away when it is settled',
  'last-backup': 'the last backup (`roost restore {path} NEW_FOLDER`, of {at:time})',
  'some-backup': 'a backup',
  'messages-lost': '{lost:n} messages of cameras were lost while the disk refused',
  'nothing-looks': 'Nothing is looked at, and nothing counted: {why:said}. It is tried again by itself',
  'detector-missing':
    '{cameras:cameras}: looked at by {used} instead of {name}: {why:said}. Put it right and start the box again',
  'weights-missing': 'its weights are not here',
  'no-time-for-sweeps':
    '{name} looks at no sweeps: the cameras leave {spare:n2} of {cores:n} cores. Take detector.sweep out of roost.yaml, or set analysisUrl',
  'no-sweeps': '{name} looks at no sweeps: {why:said}',
  'head-rests': 'Nothing is named by {head}, as no model in use gives the features that it reads, those of {features}',
  'catalog-only': 'Only models of the catalog are used: {why:said}',
  'bundle-missing': '{bundle} is done without: {why:said}',
  'taught-lost':
    'Of {all:n} pictures that were taught {lost:n} say nothing to the models in use, which see them otherwise than those that were taught, and cannot look at them again: {reasons:reasons}. Teach them again, or take them back',
  'box-starting': 'the box is starting',
  'store-gone': 'What is written now may be lost: {why:words}',
} as const;
