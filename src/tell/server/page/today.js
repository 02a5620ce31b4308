// Today's counts by camera and taxon beside their effort: none seen and not looking are different.
import { byId, el } from './dom.js';
import { date, dayOf, hourOf, short } from './format.js';
import { fullName } from './taxon.js';
import { words } from './words.js';

const HOUR = 3_600_000;

/** Less of an hour than this was watched: nobody was looking. */
const BLIND = 0.05;

/** Effort is written when a minute is over: so much of the running hour, in hours, says nothing yet. */
const TOO_NEW = 2 / 60;

/** More of an hour than this was watched: as good as all of it. */
const WHOLE = 0.9;

/**
 * Shows the day of `now`.
 * @param tallies answer of /api/v1/tallies by taxon and camera, a row an hour, that holds the whole day
 */
export function showToday(tallies, cameras, now) {
  const today = dayOf(now);
  const rows = tallies.data.filter(({ startAt, visits }) => visits > 0 && dayOf(startAt) === today);
  const effort = tallies.effort.filter(({ startAt }) => dayOf(startAt) === today);
  const days = cameras.map(({ id, name }) => {
    const own = ({ camera }) => camera === id;
    return { name, ...dayOfCamera(rows.filter(own), effort.filter(own), now) };
  });
  const most = Math.max(1, ...days.flatMap(({ hours }) => hours.map(({ seen }) => seen)));
  byId('today-title').replaceChildren(words.today, el('small', {}, date(now)));
  const sums = sumsOf(rows);
  byId('taxa').replaceChildren(...(sums.length > 0 ? sums.map(taxonSum) : [el('li.nothing', {}, words.noCounts)]));
  byId('days').replaceChildren(axis(), el('ul.days', {}, ...days.map((day) => line(day, most))), legend());
}

/** Hours 0 to 23 with what was seen and how much of each was watched, 0 to 1; undefined where it has not come yet. */
function dayOfCamera(rows, effort, now) {
  const elapsed = hourOf(now) + ((now % HOUR) / HOUR || 0);
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, seen: 0, watched: undefined }));
  for (const hour of hours) if (hour.hour + TOO_NEW <= elapsed) hour.watched = 0;
  for (const { startAt, individuals } of rows) hours[hourOf(startAt)].seen += individuals;
  let seconds = 0;
  for (const { startAt, watchedSeconds } of effort) {
    const hour = hours[hourOf(startAt)];
    const possible = Math.min(1, Math.max(1 / 60, elapsed - hour.hour));
    hour.watched = Math.min(1, watchedSeconds / 3600 / possible);
    seconds += watchedSeconds;
  }
  return { hours, sums: sumsOf(rows), watched: seconds / 3600, elapsed };
}

/** Individuals and visits of each taxon, the most first. */
function sumsOf(rows) {
  const sums = new Map();
  for (const { taxon, individuals, visits } of rows) {
    const sum = sums.get(taxon.id) ?? { taxon, individuals: 0, visits: 0 };
    sums.set(taxon.id, { taxon, individuals: sum.individuals + individuals, visits: sum.visits + visits });
  }
  return [...sums.values()].sort((a, b) => b.individuals - a.individuals);
}

function taxonSum({ taxon, individuals, visits }) {
  return el(
    'li',
    {},
    el('b', {}, String(individuals)),
    el('span.name', {}, fullName(taxon)),
    el('small', {}, `${words.individuals(individuals)} · ${words.inVisits(visits)}`),
  );
}

function line({ name, hours, sums, watched, elapsed }, most) {
  const blind = watched / Math.max(elapsed, 1 / 60) < BLIND / 10 || watched === 0;
  return el(
    `li.day${blind ? '.unwatched' : ''}`,
    {},
    el('h3', {}, name),
    el('div.strip', { role: 'img', 'aria-label': words.strip(name) }, ...hours.map((hour) => cell(hour, most))),
    el(
      'p.seen',
      {},
      ...(sums.length > 0
        ? sums.map(({ taxon, individuals }) => el('span', {}, el('b', {}, String(individuals)), ` ${fullName(taxon)}`))
        : [
            blind
              ? el('span.unknown', {}, words.notLooking)
              : el('span.zero', {}, el('b', {}, '0'), ` ${words.noneSeen}`),
          ]),
    ),
    el('p.effort', {}, words.watched(short(watched), short(elapsed))),
  );
}

function cell({ seen, watched }, most) {
  const kind = watched === undefined ? 'to-come' : watched < BLIND ? 'blind' : watched < WHOLE ? 'partly' : 'whole';
  const bar = el('i.bar', {});
  // The root keeps one bird visible beside a flock.
  bar.style.height = `${100 * Math.sqrt(seen / most)}%`;
  return el(`span.${kind}`, {}, seen > 0 && bar);
}

function axis() {
  const marks = [0, 6, 12, 18, 24].map((hour) => el('span', {}, String(hour).padStart(2, '0')));
  return el('div.axis', { 'aria-hidden': 'true' }, el('div', {}, ...marks));
}

function legend() {
  const keys = [
    ['seen', words.keySeen],
    ['whole', words.keyWatched],
    ['blind', words.keyBlind],
  ];
  return el(
    'ul.legend',
    {},
    ...keys.map(([kind, label]) => el('li', {}, el(`i.key.${kind}`, { 'aria-hidden': 'true' }), label)),
  );
}
