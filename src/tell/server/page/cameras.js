// Cameras as cards: what each does, since when, and why if it does not watch.
import { byId, el } from './dom.js';
import { clockSeconds, long, moment } from './format.js';
import { words } from './words.js';

/** Shows all cameras. */
export function showCameras(cameras, now) {
  byId('camera-list').replaceChildren(...cameras.map((camera) => card(camera, now)));
}

function card(camera, now) {
  const { name, place, habitat, host, state, since, cause, figures } = camera;
  const { fps, frames, dropped, restarts, lastFrameAt } = figures;
  const where = [place, habitat, host].filter(Boolean).join(' · ');
  const share = frames > 0 ? (100 * dropped) / frames : 0;
  return el(
    `li.card.state-${state}`,
    { 'data-camera': camera.id },
    el(
      'div.card-head',
      {},
      el('h3', {}, name),
      el('span.state', {}, el('i.mark', { 'aria-hidden': 'true' }), words.states[state]),
    ),
    where !== '' && el('p.where', {}, where),
    el('p.since', {}, words.since(moment(since, now), long(now - Date.parse(since)))),
    cause &&
      el(
        'p.cause',
        {},
        el('strong.cause-name', {}, words.causes[cause.code]),
        el('span', { lang: 'en' }, cause.message),
      ),
    el(
      'dl.figures',
      {},
      figure(words.fps, state === 'watching' ? fps.toFixed(1) : '–'),
      figure(words.dropped, dropped === 0 ? '0' : `${share < 0.1 ? '< 0.1' : share.toFixed(1)} %`),
      figure(words.restarts, String(restarts)),
      figure(words.lastFrame, lastFrameAt === undefined ? words.never : clockSeconds(lastFrameAt)),
    ),
  );
}

function figure(label, value) {
  return el('div', {}, el('dt', {}, label), el('dd', {}, value));
}
