// Why a visit is called what it is called: each track's crops, what each model says, and what the checklist changed.
import { byId, el } from './dom.js';
import { clockSeconds } from './format.js';
import { fullName, heading } from './taxon.js';
import { language, words } from './words.js';

/** What the panel shows: an answer that comes after another one was asked for is dropped. */
let asked;

/** Opens the panel on a visit. @param {(path: string) => Promise<object>} read */
export async function showWhy(id, read) {
  asked = id;
  const panel = byId('why');
  fill(words.why, el('p.nothing', {}, words.reading));
  panel.showModal();
  try {
    const visit = await read(`api/v1/visits/${encodeURIComponent(id)}`);
    if (asked === id) showVisit(visit);
  } catch {
    if (asked === id) fill(words.why, el('p.nothing', {}, words.notRead));
  }
}

/** Makes the panel close by its button, by a click beside it, and give the focus back to where it was opened. */
export function readyWhy() {
  const panel = byId('why');
  const close = byId('why-close');
  close.setAttribute('aria-label', words.close);
  close.addEventListener('click', () => panel.close());
  panel.addEventListener('click', ({ target }) => target === panel && panel.close());
  panel.addEventListener('close', () => {
    // The list is drawn anew while the panel is open: its buttons are others by now.
    document.querySelector(`[data-why="${CSS.escape(asked)}"]`)?.focus();
    asked = undefined;
  });
}

function fill(title, ...content) {
  byId('why-title').replaceChildren(title);
  byId('why-body').replaceChildren(...content);
}

function showVisit({ taxon, tracks, media }) {
  const named = tracks.filter(({ verdict }) => verdict).sort((a, b) => b.verdict.score - a.verdict.score);
  const unseen = tracks.length - named.length;
  fill(
    words.whyNamed(fullName(taxon)),
    ...named.map((track, i) => section(track, media, i === 0)),
    ...(unseen > 0 ? [el('p.unseen', {}, words.unseen(unseen))] : []),
  );
}

/** One track; the likeliest is open. */
function section({ startAt, verdict }, media, open) {
  const { taxon, score, opinions, prior, crops, models, code, review } = verdict;
  return el(
    'details.track',
    open ? { open: '' } : {},
    el('summary', {}, el('span.called', {}, ...heading(taxon)), el('b', {}, percent(score)), time(startAt)),
    pictures(crops, media, fullName(taxon)),
    review.length > 0 && el('p.review', {}, review.map((reason) => words.reviews[reason]).join(words.semicolon)),
    ...opinions.map(opinion),
    opinions.length === 0 && el('p', {}, words.detectorOnly),
    priorOf(prior, verdict),
    el('p.made-by', {}, words.models, ...models.map((id) => el('code', {}, id)), el('span', {}, words.version(code))),
  );
}

/** The kept crops that the verdict rests on, each once. */
function pictures(crops, media, name) {
  const ids = new Set(crops.map((crop) => crop.media));
  const all = media.filter(({ id }) => ids.has(id));
  const kept = all.filter(({ gone }) => !gone);
  if (kept.length === 0) return el('p.nothing', {}, all.length > 0 ? words.pictureGone : words.noPicture);
  const picture = ({ url, at }) =>
    el('a', { href: url }, el('img', { src: url, alt: `${words.picture(name)} ${clockSeconds(at)}` }));
  return el('div.pictures', {}, ...kept.map(picture), el('small', {}, words.cropsUsed(crops.length)));
}

/** What one model says: how surely it knows the animal at all, and its five likeliest names. */
function opinion({ model, known, top }) {
  const [name, hash] = model.split('@');
  return el(
    'section.opinion',
    {},
    el('h3', {}, name, ' ', hash !== undefined && el('code', {}, hash)),
    el(
      'ol.scores',
      {},
      bar(words.known, known, 'known'),
      ...top.map((one) => bar(fullName(one.taxon), one.score, 'of')),
    ),
  );
}

function bar(label, score, kind) {
  const filled = el('i', {});
  filled.style.width = `${100 * score}%`;
  return el(
    `li.${kind}`,
    {},
    el('span', {}, label),
    el('span.rail', { 'aria-hidden': 'true' }, filled),
    el('b', {}, percent(score)),
  );
}

/** What the checklist made of it: before and after. */
function priorOf({ id, month, without }, { taxon, score }) {
  if (id === 'none') return el('p.prior', {}, words.noPrior);
  const said = (of, likely) => `${fullName(of)} ${percent(likely)}`;
  return el(
    'p.prior',
    {},
    words.prior(monthName(month)),
    el('code', {}, id),
    el('span.before', {}, words.before(said(without.taxon, without.score))),
    el('span.after', {}, words.after(said(taxon, score))),
  );
}

function monthName(month) {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1, 1));
}

function time(at) {
  return el('time', { datetime: at }, clockSeconds(at));
}

function percent(score) {
  const whole = Math.round(100 * score);
  return score > 0 && whole === 0 ? '< 1 %' : `${whole} %`;
}
