// Keeps the page as the box is: reads the lists whenever the event stream opens, then follows the events.
import { showCameras } from './cameras.js';
import { byId, el } from './dom.js';
import { clock, clockSeconds, setZone } from './format.js';
import { readSession, signOut } from './session.js';
import { showToday } from './today.js';
import { showVisits } from './visits.js';
import { readyWhy, showWhy } from './why.js';
import { language, words } from './words.js';

const VISITS = 24;
const CAMERAS_EVERY = 5_000;
const TALLIES_EVERY = 60_000;
const RETRY_AFTER = 5_000;
/** Tallies are read again this long after a visit changed: one reading for a burst of changes. */
const TALLIES_AFTER = 1_000;

const state = {
  session: undefined,
  health: undefined,
  cameras: [],
  visits: [],
  tallies: undefined,
  drift: 0,
  heardAt: 0,
};
let talliesDue;

/** Now by the box's clock: that of a laptop in the field may be wrong. */
function now() {
  return Date.now() + state.drift;
}

async function read(path) {
  const response = await fetch(path, { headers: { Accept: 'application/json' } });
  if (response.status === 401) location.replace('login.html');
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  state.heardAt = now();
  return response.json();
}

async function readHealth() {
  state.health = await read('api/v1/health');
  state.drift = Date.parse(state.health.now) - Date.now();
  setZone(state.health.site.timeZone);
}

async function readCameras() {
  state.cameras = (await read('api/v1/cameras')).data;
}

async function readVisits() {
  state.visits = (await read(`api/v1/visits?limit=${VISITS}`)).data;
}

async function readTallies() {
  // 26 hours hold the whole of any local day so far, also one of 25 hours.
  const from = new Date(now() - 26 * 3_600_000).toISOString();
  state.tallies = await read(`api/v1/tallies?by=taxon,camera&period=hour&from=${from}`);
}

async function readAll() {
  await readHealth();
  state.session = await readSession();
  await Promise.all([readCameras(), readVisits(), readTallies()]);
  drawCameras();
  drawModels();
  drawVisits();
  drawToday();
}

function drawCameras() {
  showCameras(state.cameras, now());
  drawHeader();
}

function drawVisits(arrived) {
  showVisits(state.visits, new Map(state.cameras.map(({ id, name }) => [id, name])), now(), arrived);
}

function drawToday() {
  if (state.tallies) showToday(state.tallies, state.cameras, now());
}

function drawHeader() {
  const { health, cameras } = state;
  if (!health) return;
  const up = cameras.filter((camera) => camera.state === 'watching').length;
  const faults = [
    !health.store.ok && words.storeDown,
    !health.inference.some((process) => process.state === 'ready') && words.inferenceDown,
    ...health.troubles,
  ].filter(Boolean);
  document.title = `${health.site.name} · Roost`;
  byId('site').textContent = health.site.name;
  byId('zone').textContent = words.siteTime(health.site.timeZone);
  byId('sum').textContent =
    faults.length > 0 ? `${words.trouble}: ${faults.join(', ')}` : words.watching(up, cameras.length);
  byId('sum').className = faults.length > 0 || up < cameras.length ? 'alarm' : '';
  const parts = [
    el('span', {}, words.version(health.version)),
    el('a', { href: 'api/v1/openapi.json' }, words.api),
    el('a', { href: 'metrics' }, words.metrics),
    state.session?.proof !== undefined && signOut(state.session),
  ];
  byId('foot').replaceChildren(...parts.filter(Boolean));
}

/** Says so where animals of a kind are not named, and how to change it. */
function drawModels() {
  const unnamed = state.health.unnamed.map(({ kind }) => kind);
  byId('unnamed').hidden = unnamed.length === 0;
  byId('unnamed').replaceChildren(words.unnamed(unnamed), el('code', {}, 'roost models pull'));
}

function showLink(kind) {
  const text = kind === 'lost' ? words.lost(state.heardAt ? clock(state.heardAt) : '–') : words[kind];
  byId('link').className = kind;
  byId('link').replaceChildren(el('i.dot', { 'aria-hidden': 'true' }), text);
}

function takeVisit(type, visit) {
  const others = state.visits.filter(({ id }) => id !== visit.id);
  const all = type === 'visit.withdrawn' ? others : [visit, ...others];
  state.visits = all.sort((a, b) => b.startAt.localeCompare(a.startAt)).slice(0, VISITS);
  drawVisits(type === 'visit.new' ? visit.id : undefined);
  clearTimeout(talliesDue);
  talliesDue = setTimeout(() => quietly(readTallies, drawToday), TALLIES_AFTER);
}

/** A reading that fails is told in the header; the next one or the stream's return mends it. */
function quietly(reading, draw) {
  reading().then(draw, () => showLink('lost'));
}

function follow() {
  const events = new EventSource('api/v1/events');
  events.addEventListener('open', () => {
    readAll().then(
      () => showLink('live'),
      () => showLink('lost'),
    );
  });
  events.addEventListener('error', () => {
    showLink('lost');
    if (events.readyState !== EventSource.CLOSED) return;
    // Read tells whether that is so because nobody is logged in any more.
    quietly(readHealth, () => undefined);
    setTimeout(follow, RETRY_AFTER);
  });
  for (const type of ['visit.new', 'visit.update', 'visit.end', 'visit.withdrawn']) {
    events.addEventListener(type, ({ data }) => takeVisit(type, JSON.parse(data).visit));
  }
  events.addEventListener('camera.state', ({ data }) => {
    const { camera, ...changed } = JSON.parse(data).camera;
    state.cameras = state.cameras.map((old) => (old.id === camera ? { ...withoutCause(old), ...changed } : old));
    drawCameras();
  });
}

function withoutCause({ cause: _cause, ...camera }) {
  return camera;
}

document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
byId('cameras-title').textContent = words.cameras;
byId('visits-title').textContent = words.visits;
byId('today-title').textContent = words.today;
byId('visit-list').addEventListener('click', ({ target }) => {
  const id = target.closest('[data-why]')?.dataset.why;
  if (id !== undefined) showWhy(id, read);
});
readyWhy();
showLink('connecting');
follow();
setInterval(() => {
  if (state.health) byId('clock').textContent = clockSeconds(now());
}, 250);
setInterval(() => !document.hidden && quietly(readCameras, drawCameras), CAMERAS_EVERY);
setInterval(() => !document.hidden && quietly(readTallies, drawToday), TALLIES_EVERY);
