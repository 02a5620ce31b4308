import { camerasEn } from './cameras/en.ts';
import { effortEn } from './effort/en.ts';
import { listEn } from './list/en.ts';
import { liveEn } from './live/en.ts';
import { modelsEn } from './models/en.ts';
import { nowEn } from './now/en.ts';
import { reviewEn } from './review/en.ts';
import { setupEn } from './setup/en.ts';
import { speciesEn } from './species/en.ts';
import { systemEn } from './system/en.ts';
import { talliesEn } from './tallies/en.ts';
import { visitsEn } from './visits/en.ts';

const count = (n: number, one: string, many: string) => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

/** What the shell and every page say. Each page has a catalog of its own beside it. */
export const en = {
  nav: {
    now: 'Now',
    live: 'Live view',
    visits: 'Visits',
    review: 'Review',
    species: 'Species',
    effort: 'Effort',
    tallies: 'Tallies',
    cameras: 'Cameras',
    models: 'Models',
    system: 'System',
    more: 'More',
    main: 'Pages',
    skip: 'To the content',
  },
  link: {
    connecting: 'Connecting to the box',
    live: 'Live',
    lost: (at: string) => `Connection lost. Shown as known at ${at}`,
  },
  /** Between a term and what is said of it. */
  colon: ': ',
  siteTime: (zone: string) => `Site time, ${zone}`,
  theme: { label: 'Colours', auto: 'As the system', light: 'Light', dark: 'Dark' },
  language: 'Language',
  logIn: {
    title: 'Log in',
    token: 'Token',
    go: 'Log in',
    wrong: 'This token is not right, or was revoked.',
    wait: (seconds: number) => `Too many tries. Try again in ${seconds} s.`,
    hint: 'Whoever looks after this box makes tokens with roost token add.',
    out: (name: string) => `Log out ${name}`,
  },
  loading: 'Reading',
  stale: (at: string) => `As known at ${at}; the box does not answer`,
  failed: { title: 'This could not be read', again: 'Try again' },
  notAllowed: 'Your token does not allow this.',
  problems: {
    unreached: 'The box does not answer. Is it switched on, and this device in its network?',
    // What the box says itself is English and tells more.
    of: (status: number): string =>
      status === 429
        ? 'Too much was asked at once. Wait a minute.'
        : status === 503
          ? 'The box is busy. Try again in a moment.'
          : status >= 500
            ? 'Something went wrong in the box. Try again; if it stays so, its log helps.'
            : '',
  },
  lacks: {
    viewer: 'Log in to do this',
    reviewer: 'For reviewers',
    keeper: 'For keepers',
    admin: 'For admins',
    scope: 'Your token is not for this part',
  },
  notFound: { title: 'There is no such page', home: 'To the start' },
  close: 'Close',
  cancel: 'Cancel',
  working: 'Working on it',
  all: 'All',
  none: 'None',
  noPicture: 'No picture',
  pictureGone: 'Picture is not kept any more',
  pictureOf: (name: string) => `Picture: ${name}`,
  protection: { 1: 'Level I', 2: 'Level II' },
  protectionLong: { 1: 'National protection, level I', 2: 'National protection, level II' },
  ranks: { class: 'class', order: 'order', family: 'family', genus: 'genus', species: 'species' },
  domestic: 'domestic',
  individuals: (n: number) => count(n, 'individual', 'individuals'),
  visitCount: (n: number) => count(n, 'visit', 'visits'),
  hours: (n: string) => `${n} h`,
  stillHere: 'still here',
  setAside: 'set aside',
  clockDoubtful: 'time not certain',
  outcomes: {
    awaiting: 'awaits a second person',
    confirmed: 'confirmed',
    corrected: 'corrected',
    rejected: 'rejected',
    uncertain: 'uncertain',
  },
  reasons: {
    'kind-conflict': 'detector and classifier disagree',
    'taught-conflict': 'a model is sure of another name than what was taught',
    'off-list': 'not on the list of the site',
    'out-of-season': 'not expected in this month',
    'protected-1': 'protected at level I',
    'first-record': 'first record of the species at the site',
  },
  troubles: {
    title: 'What is wrong',
    store: 'The database does not write:',
    inference: 'No inference process is ready: nothing is looked at',
    someInference: 'Not every inference process is ready: frames may wait',
    watcher: (cameras: readonly string[]) => `The thread that watches ${cameras.join(', ')} is down`,
    cameras: (cameras: readonly string[]) => `Not watching: ${cameras.join(', ')}`,
    unlooked: (camera: string) => `${camera} is switched on, and nobody looks at it`,
    unnamed: (kinds: readonly string[]) => `No species model for ${kinds.join(' and ')}; to get one:`,
    kinds: { bird: 'birds', mammal: 'mammals' },
  },
  teach: {
    go: 'Teach the box this',
    taught: (n: number) => (n === 1 ? '1 picture taught' : `${n} pictures taught`),
    leftOut: '1 left out:',
    soFar: (name: string, n: number) => `${name}: ${n === 1 ? '1 picture' : `${n} pictures`} taught so far`,
  },
  taxonSearch: {
    label: 'Taxon',
    placeholder: 'Name in English, 中文 or Latin',
    none: 'No taxon of this name',
    clear: 'Clear',
  },
  states: { watching: 'Watching', starting: 'Starting', frozen: 'Frozen picture', down: 'Down', stopped: 'Stopped' },
  causes: {
    refused: 'Connection refused',
    'no-route': 'Not reachable on the network',
    unauthorized: 'User or password not accepted',
    digest: 'It asks for the password in a way that ffmpeg does not know',
    'not-found': 'No stream at this address',
    'no-codec': 'The video format is not known',
    stalled: 'Connected, but no pictures come',
    'key-frame': 'Waiting for a picture to begin with',
    frozen: 'All pictures are the same',
    garbage: 'What comes is not video',
    slow: 'Fewer frames than asked',
    'no-clips': 'Watched, but no clips are kept',
    ended: 'The camera ended the stream',
    'no-ffmpeg': 'ffmpeg is not installed',
    'ffmpeg-hung': 'ffmpeg hung, and was started again',
    'no-inference': 'Pictures come, but no inference process answers',
    'watcher-hung': 'The watcher thread hung, and was replaced',
    'watcher-ended': 'The watcher thread ended, and is started again',
    fault: 'Roost itself failed here, and tries again',
    unknown: 'Cause not known',
  },
  now: nowEn,
  cameras: camerasEn,
  setup: setupEn,
  visits: visitsEn,
  review: reviewEn,
  tallies: talliesEn,
  models: modelsEn,
  system: systemEn,
  species: speciesEn,
  effort: effortEn,
  list: listEn,
  live: liveEn,
};

/** The words of the dashboard, which each language has. */
export type Words = typeof en;
