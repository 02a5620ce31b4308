// The newest visits, each with the crop that it rests on.
import { byId, el } from './dom.js';
import { long, moment } from './format.js';
import { fullName, heading, nameOf, otherName } from './taxon.js';
import { language, words } from './words.js';

/**
 * Shows visits in the order given.
 * @param {Map<string, string>} cameraNames
 * @param {string | undefined} arrived id of a visit to point out as just come
 */
export function showVisits(visits, cameraNames, now, arrived) {
  const rows = visits.map((visit) => row(visit, cameraNames, now, visit.id === arrived));
  byId('visit-list').replaceChildren(...(rows.length > 0 ? rows : [el('li.nothing', {}, words.noVisits)]));
}

function row(visit, cameraNames, now, fresh) {
  const { taxon, startAt, endAt, individuals, closed, status, reason, review, crop, clock } = visit;
  const aside = status === 'set-aside';
  const name = nameOf(taxon);
  const other = otherName(taxon);
  const length = Date.parse(endAt) - Date.parse(startAt);
  return el(
    `li.visit${aside ? '.aside' : ''}${closed ? '' : '.open'}${fresh ? '.fresh' : ''}`,
    { 'data-visit': visit.id },
    crop && !crop.gone
      ? el(
          'a.crop',
          { href: crop.url },
          el('img', { src: crop.url, alt: words.picture(fullName(taxon)), loading: 'lazy' }),
        )
      : el('span.crop.none', {}, crop ? words.pictureGone : words.noPicture),
    el(
      'div.what',
      {},
      el('h3', {}, ...heading(taxon)),
      el(
        'p.names',
        {},
        taxon.scientific !== name && el('em', { lang: 'la' }, taxon.scientific),
        other !== undefined && el('span', { lang: language === 'zh' ? 'en' : 'zh' }, other),
      ),
      el(
        'p.when',
        {},
        el('span', {}, cameraNames.get(visit.camera) ?? visit.camera),
        el('span', {}, el('time', { datetime: startAt }, moment(startAt, now, true))),
        closed ? el('span', {}, long(length)) : el('span.here', {}, words.stillHere),
      ),
      aside &&
        el(
          'p.reason',
          {},
          el('strong.aside-name', {}, words.setAside),
          reason !== undefined && el('span', { lang: 'en' }, reason),
        ),
      clock !== undefined && el('p.reason', {}, el('strong.aside-name', {}, words.clockDoubtful), words.notDated),
      review.length > 0 &&
        el(
          'p.review',
          {},
          el('strong', {}, words.needsALook),
          review.map((why) => words.reviews[why]).join(words.semicolon),
        ),
      el('button.why', { type: 'button', 'aria-haspopup': 'dialog', 'data-why': visit.id }, words.why),
    ),
    aside
      ? el('p.count', {}, el('b', {}, '–'), el('span', {}, words.notCounted))
      : el('p.count', {}, el('b', {}, String(individuals)), el('span', {}, words.individuals(individuals))),
  );
}
