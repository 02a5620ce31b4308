import { taxonById } from '../../know/taxonomy/taxa.ts';
import type { Result } from './outcome.ts';
import type { Report, ReportedPicture } from './report.ts';
import type { Reliability, Share } from './summary.ts';

/** Results in the order in which a reader should see them: what is wrong first. */
const ORDER: readonly (readonly [Result, string])[] = [
  ['species-wrong', 'Named to the species, and wrong'],
  ['rolled-up-wrong', 'Named to a wider taxon, and wrong'],
  ['false', 'Animals found in pictures without one'],
  ['missed', 'Not found'],
  ['unidentified', 'No more than bird or mammal'],
  ['rolled-up-right', 'Named to a wider taxon, and right'],
  ['species-right', 'Named to the species, and right'],
  ['blank', 'Blanks, rightly empty'],
];

/** Results of animals, as columns. */
const SHOWN: readonly (readonly [Result, string])[] = [
  ['species-right', 'species, right'],
  ['species-wrong', 'species, wrong'],
  ['rolled-up-right', 'wider, right'],
  ['rolled-up-wrong', 'wider, wrong'],
  ['unidentified', 'unidentified'],
  ['missed', 'not found'],
];

/** An evaluation as one HTML page that needs nothing else: figures, reliability curve, and every picture with its verdict. */
export function evalPage(report: Report): string {
  const { set, models, prior, summary } = report;
  const { known, unknown, all, blanks, frigate } = summary;
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${text(set)}: names by Roost</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style>
<h1>How well Roost names ${text(set)}</h1>
<p>Models: ${models.map(text).join(', ')}. Prior: ${text(prior)}. ${all.pictures} animals, ${blanks.pictures} blanks, of which ${blanks.false} were taken for an animal. ${Math.round(summary.millisecondsMedian)} ms a picture (median).</p>
<div class="wide"><table><thead><tr><th></th><th>pictures</th><th>named to species</th><th>of these right</th><th>right at any rank</th><th>Frigate's rule: named</th><th>of these right</th></tr></thead><tbody>
${row('Species that a model knows', known, frigate.known)}
${row('Species that no model knows', unknown, { ...frigate.unknown, namedRight: null })}
${byKind(report, (title, share) => row(title, share))}
${row('All', all)}
</tbody></table></div>
<div class="wide"><table><thead><tr><th></th>${SHOWN.map(([, title]) => `<th>${title}</th>`).join('')}</tr></thead><tbody>
${counts('Species that a model knows', known)}
${counts('Species that no model knows', unknown)}
${byKind(report, counts)}
${counts('All', all)}
</tbody></table></div>
${kinds(report)}
<p>Frigate's rule is its stock one on the same crops: the best label of any single crop, if its score is 0.9 or more.</p>
${curve(summary.reliability)}
${confusions(report)}
${ORDER.map(([result, title]) =>
  gallery(
    title,
    report.pictures.filter((picture) => picture.result === result),
  ),
).join('\n')}
${leftOut(report)}
</html>
`;
}

/** Rows of each kind. */
function byKind({ summary }: Report, rowOf: (title: string, share: Share) => string): string {
  return summary.byKind
    .flatMap(({ kind, known, unknown }) => [
      rowOf(`${kind}s that a model knows`, known),
      rowOf(`${kind}s that no model knows`, unknown),
    ])
    .join('\n');
}

function kinds({ summary }: Report): string {
  const { found, detectorRight, verdictRight, overruled, overruledRight } = summary.kinds;
  if (found === 0) return '';
  return `<p>Bird or mammal: of ${found} animals that the detector found it had ${detectorRight} right and the verdicts ${verdictRight}; classifiers overruled it ${overruled} times, ${overruledRight} of them rightly.</p>`;
}

function row(name: string, share: Share, rule?: { named: number | null; namedRight: number | null }): string {
  const cells = [share.named, share.namedRight, share.anyRankRight, rule?.named ?? null, rule?.namedRight ?? null];
  return `<tr><th>${name}</th><td>${share.pictures}</td>${cells.map((value) => `<td>${percent(value)}</td>`).join('')}</tr>`;
}

function counts(name: string, { results }: Share): string {
  return `<tr><th>${name}</th>${SHOWN.map(([result]) => `<td>${results[result]}</td>`).join('')}</tr>`;
}

/** Share right over mean score; on the diagonal a score of 0.9 is right nine times in ten. */
function curve(bars: readonly Reliability[]): string {
  const dots = bars.map(({ meanScore, right, verdicts }) => {
    const [x, y] = [40 + 240 * meanScore, 260 - 240 * (right / verdicts)];
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(3 + Math.sqrt(verdicts)).toFixed(1)}"><title>${right} of ${verdicts} right at a mean score of ${meanScore.toFixed(2)}</title></circle>`;
  });
  return `<h2>Reliability</h2><svg viewBox="0 0 300 300" width="300" role="img" aria-label="share of verdicts that are right, over their score"><path d="M40 20V260H280" class="axis"/><path d="M40 260L280 20" class="even"/>${dots.join('')}<text x="36" y="276">0</text><text x="276" y="276">1</text><text x="26" y="24">1</text><text x="160" y="290">score</text><text x="14" y="140" transform="rotate(-90 14 140)">right</text></svg>`;
}

function confusions({ summary }: Report): string {
  if (summary.confusions.length === 0) return '';
  const rows = summary.confusions.map(
    ({ truth, called, times }) => `<tr><td>${name(truth)}</td><td>${name(called)}</td><td>${times}</td></tr>`,
  );
  return `<h2>Taken for another</h2><div class="wide"><table class="pairs"><thead><tr><th>is</th><th>was called</th><th>times</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function leftOut(report: Report): string {
  if (report.leftOut.length === 0) return '';
  const lines = report.leftOut.map(({ file, reason }) => `<li>${text(file)}: ${text(reason)}</li>`);
  return `<h2>Left out (${lines.length})</h2><ul>${lines.join('')}</ul>`;
}

function gallery(title: string, pictures: readonly ReportedPicture[]): string {
  if (pictures.length === 0) return '';
  return `<h2>${title} (${pictures.length})</h2><div class="gallery">${pictures.map(figure).join('')}</div>`;
}

function figure({ file, truth, verdict, thumbnail }: ReportedPicture): string {
  const called = verdict ? `${name(verdict.taxon)} ${verdict.score.toFixed(2)}` : 'nothing';
  const top = (verdict?.opinions ?? []).flatMap((opinion) =>
    opinion.top.slice(0, 3).map(({ taxon, score }) => `${taxonById(taxon)?.scientific ?? taxon} ${score.toFixed(2)}`),
  );
  const image = thumbnail ? `<img alt="" src="data:image/jpeg;base64,${thumbnail}">` : '';
  return `<figure>${image}<figcaption><b>${called}</b><br>is ${truth ? name(truth) : 'a blank'}<br><small>${text(top.join(', '))}<br>${text(file)}</small></figcaption></figure>`;
}

function name(id: string): string {
  const taxon = taxonById(id);
  return taxon ? `<i>${text(taxon.scientific)}</i> ${text(taxon.chinese ?? taxon.english ?? '')}` : text(id);
}

const percent = (value: number | null) => (value === null ? '–' : `${(100 * value).toFixed(1)} %`);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (value: string) => value.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);

const STYLE = `body{font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b2a23}
table{border-collapse:collapse}th,td{padding:.3rem .8rem;border-bottom:1px solid #ccd6d0;text-align:right}th:first-child,td:first-child,.pairs :nth-child(2){text-align:left}
h1{overflow-wrap:anywhere}td{white-space:nowrap}.wide{overflow-x:auto;margin:1rem 0}
.gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:1rem}figure{margin:0}img{width:100%;border-radius:4px}figcaption{font-size:.85rem;overflow-wrap:anywhere}
svg text{font-size:12px;fill:#1b2a23}.axis{stroke:#1b2a23;fill:none}.even{stroke:#9aa8a0;stroke-dasharray:4}circle{fill:#2f7d5b;fill-opacity:.7}`;
