/** What each format of exports is, by its name behind `export-`. */
export const EXPORTS = {
  'export-camtrap-dp':
    'Camtrap DP 1.0.2 as a zip: deployments, media, observations; with the media where they are asked for',
  'export-darwin-core':
    'Darwin Core Archive as a zip: an occurrence a visit; positions of protected species are generalised',
  'export-megadetector': "MegaDetector's batch output 1.6 as JSON: each crop with the animal's box and its name",
  'export-record-table': "camtrapR's record table: independent records, with n_images and count_max of each event",
  'export-operation-matrix':
    "camtrapR's camera operation matrix: the part of each day that the cameras of a station looked; NA where none stood",
  'export-camera-table':
    "camtrapR's camera trap table: when each camera stood where, and when nobody looked, as Problem columns",
  'export-effort':
    'effort by station, camera and day: hours looked, and why not; each hour once, so that columns can be summed',
  'export-detection-history':
    'detection histories for occupancy models: a line a taxon and station, a column an occasion of some days',
  'export-occasion-effort':
    'effort beside detection histories: camera-days looked by station and occasion; NA where none stood',
  'export-species-accumulation':
    'species accumulation by occasion: species so far, rarefaction, and Chao2 with its 95 % interval',
  'export-activity': 'activity of each taxon by hour of the day, weighted by effort; empty where nobody looked',
  'export-tallies': 'tallies by day, camera and taxon as CSV, with effort; counts are empty where nobody looked',
  'export-tallies-json': 'the same tallies as JSON; counts are null where nobody looked',
  'export-corrected-counts':
    'counts of visits by taxon as CSV, corrected for wrong names by the reviews of the random sample, with 95 % intervals',
} as const;
