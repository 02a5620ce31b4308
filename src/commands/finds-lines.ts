import type { z } from 'zod';
import { taxonById } from '../know/taxonomy/taxa.ts';
import type { ShadowReportShape } from '../tell/server/shapes/shadow.ts';

type Finds = NonNullable<z.output<typeof ShadowReportShape>['finds']>;

/** Pictures and taxa that are printed one by one. */
const MOST_LINES = 30;

const WORDS: Readonly<Record<Finds['otherwise'][number]['found'][number]['how'], string>> = {
  'present-only': 'found only now',
  'candidate-only': 'found only with it',
  'other-kind': 'of another kind',
  'doubled-by-present': 'boxed twice now',
  'doubled-by-candidate': 'boxed twice with it',
};

/** What a detector finds otherwise, line by line. @param bundle the bundle that holds it */
export function findsLines(bundle: string, { cameras, left, taxa, otherwise, more }: Finds): string[] {
  return [
    'Animals in live pictures that both detectors looked at, camera by camera:',
    ...cameras.map(cameraLine),
    ...(left.length > 0 ? [`Not looked at, as they have a detector of their own: ${left.join(', ')}`] : []),
    'Animals that the box followed and that stood in these pictures, by what it calls them:',
    ...taxa.slice(0, MOST_LINES).map(taxonLine),
    ...(taxa.length > MOST_LINES ? [`  and ${taxa.length - MOST_LINES} taxa more`] : []),
    'What is overlooked in every picture may not be counted with it; what it finds where nothing was followed may be new, or nothing.',
    'How visits and counts would change, it does not tell: these are made of tracks through many frames, which only a detector in use has.',
    ...(otherwise.length > 0 ? ['Pictures that are otherwise, the newest first:'] : []),
    ...[...otherwise]
      .reverse()
      .slice(0, MOST_LINES)
      .map(({ picture, camera, at, found }) => {
        const said = found.map(({ how, kind, as }) => `${kind} ${WORDS[how]}${as === undefined ? '' : ` (${as})`}`);
        return `  ${at}\t${camera}\t${said.join(', ')}\t/api/v1/models/shadows/${bundle}/pictures/${picture}`;
      }),
    ...(more + Math.max(0, otherwise.length - MOST_LINES) > 0
      ? [`  and ${more + Math.max(0, otherwise.length - MOST_LINES)} pictures more`]
      : []),
  ];
}

function cameraLine({ camera, pictures, withheld, ms, doubled, ...found }: Finds['cameras'][number]): string {
  const { both, otherKind, presentOnly, candidateOnly, unfollowed } = found;
  return [
    `  ${camera}`,
    `${pictures} pictures${withheld > 0 ? `, ${withheld} withheld for people` : ''}`,
    `both ${both} (${otherKind} of another kind)`,
    `only now ${presentOnly}`,
    `only with it ${candidateOnly} (${unfollowed} unfollowed)`,
    `boxed twice ${doubled.present} → ${doubled.candidate}`,
    `${ms.present.toFixed(1)} → ${ms.candidate.toFixed(1)} ms of a core`,
  ].join('\t');
}

function taxonLine({ taxon, protection, tracks, present, candidate, overlooked }: Finds['taxa'][number]): string {
  const name = taxonById(taxon)?.scientific ?? taxon;
  const protectedAs = protection === undefined ? '' : `\tprotected, level ${protection}`;
  return `  ${name}\tfollowed ${tracks}\tfound now ${present}\twith it ${candidate}\toverlooked ${overlooked}${protectedAs}`;
}
