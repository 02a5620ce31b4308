/** What the page Now says. */
export const nowEn = {
  title: 'Now',
  watching: (up: number, all: number) =>
    all === 1
      ? `The camera ${up === 1 ? 'watches' : 'does not watch'}`
      : up === 0
        ? 'No camera watches'
        : `${up < all ? `${up} of ${all}` : all === 2 ? 'Both' : `All ${all}`} cameras watch`,
  notKnown: 'Not known whether it watches: the box does not answer',
  /** What was known before. */
  asKnown: (at: string, what: string) => `${at}: ${what}`,
  noCamera: 'No camera yet',
  today: 'Today',
  todayNone: 'Nothing counted today so far',
  todayBlind: 'No camera has watched today: nothing is known',
  /** After how many individuals there were. */
  counted: (n: number, visits: string) => `${n === 1 ? 'individual' : 'individuals'} · ${visits}`,
  byHour: 'By hour of the day',
  byHourHint: 'Individuals, by the hour in which their visit began; hatched where nobody looked.',
  watched: (hours: string) => `watched ${hours} camera-hours today`,
  newest: 'Newest visits',
  newestNone: 'No visit yet. The first one appears here as it happens.',
  needs: 'Needs you',
  needsNone: 'Nothing waits for you',
  waiting: (n: number) => `${n} to review`,
  alerts: 'Alerts',
  alertsNone: 'No alert in the last week',
  alertReasons: {
    'first-for-site': 'first for the site',
    'first-of-year': 'first of the year',
    protected: 'protected',
  },
  alertStates: { confirmed: 'confirmed', withdrawn: 'no longer so' },
  since: (at: string, cause?: string) => `since ${at}${cause === undefined ? '' : `: ${cause}`}`,
  fps: (n: string) => `${n} frames/s`,
  noSpeciesToday: 'none seen today',
  moreSpecies: (n: number) => `${n} more`,
  allVisits: 'All visits',
};
