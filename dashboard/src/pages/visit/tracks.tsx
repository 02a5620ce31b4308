import type { Taxon, Track, VisitDetail } from '../../api/types.ts';
import { clockSeconds, monthName } from '../../base/time.ts';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { nameOf, percent, words } from '../../words/words.ts';

type Verdict = NonNullable<Track['verdict']>;

/** Why the visit is called so: each track, the likeliest first, with what each model says and what the checklist changed. */
export function Tracks({ visit }: { readonly visit: VisitDetail }) {
  const { visits: said } = words.value;
  const tracks = [...visit.tracks].sort((a, b) => (b.verdict?.score ?? -1) - (a.verdict?.score ?? -1));
  return (
    <section aria-labelledby="visit-why">
      <h2 id="visit-why">{said.why}</h2>
      {tracks.map((track, n) => (
        <details key={track.id} class="track sheet" open={n === 0}>
          <summary>
            {track.verdict ? <TaxonName taxon={track.verdict.taxon} /> : said.track(n + 1, tracks.length)}
            {track.verdict && <b>{likely(track.verdict.score)}</b>}
            <time dateTime={track.startAt}>{clockSeconds(track.startAt)}</time>
          </summary>
          {track.verdict ? <Why verdict={track.verdict} /> : <p class="soft">{said.detectorOnly}</p>}
        </details>
      ))}
    </section>
  );
}

function Why({ verdict }: { readonly verdict: Verdict }) {
  const { visits: said, reasons } = words.value;
  const { opinions, prior, crops, models, code, review } = verdict;
  return (
    <>
      <p class="soft">{said.rests(crops.length)}</p>
      {review.map((reason) => (
        <p key={reason} class="mark ask">
          {reasons[reason]}
        </p>
      ))}
      {opinions.length === 0 && <p class="soft">{said.detectorOnly}</p>}
      {opinions.map((one) => (
        <Opinion key={one.model} {...one} />
      ))}
      {prior.id === 'none' ? (
        <p class="soft">{said.noPrior}</p>
      ) : (
        <p class="prior">
          {said.prior(monthName(prior.month))} <code>{prior.id}</code>
          <span>{said.before(`${nameOf(prior.without.taxon)} ${likely(prior.without.score)}`)}</span>
          <span>{said.after(`${nameOf(verdict.taxon)} ${likely(verdict.score)}`)}</span>
        </p>
      )}
      <p class="made-by soft">
        {said.models}{' '}
        {models.map((id) => (
          <span key={id}>
            <code>{id}</code>{' '}
          </span>
        ))}
        {said.version(code)}
      </p>
    </>
  );
}

/** What one model says: how surely it knows the animal at all, and its five likeliest names. */
function Opinion({ model, known, top, taught }: Verdict['opinions'][number]) {
  return (
    <section class="opinion">
      <h3>
        <code>{model}</code>
      </h3>
      {taught && <p>{words.value.visits.taughtFrom(taught.pictures, taught.visits)}</p>}
      <ol>
        <Bar label={words.value.visits.known} share={known} whole />
        {top.map(({ taxon, score }) => (
          <Bar key={taxon.id} label={taxonLabel(taxon)} share={score} />
        ))}
      </ol>
    </section>
  );
}

function Bar({
  label,
  share,
  whole = false,
}: {
  readonly label: string;
  readonly share: number;
  readonly whole?: boolean;
}) {
  return (
    <li class={whole ? 'known' : undefined}>
      <span>{label}</span>
      <meter min={0} max={1} value={share} aria-hidden="true" />
      <b>{likely(share)}</b>
    </li>
  );
}

const taxonLabel = (taxon: Taxon) => nameOf(taxon);

/** Less than half a per cent is not nothing. */
function likely(share: number): string {
  return share > 0 && share < 0.005 ? '< 1 %' : percent(share);
}
