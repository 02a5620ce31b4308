import { useAsk } from '../../api/ask.ts';
import { may } from '../../api/session.ts';
import { go, href, route, withQuery } from '../../base/route.ts';
import { Empty, Said } from '../../parts/said.tsx';
import { TaxonSearch } from '../../parts/taxon-search.tsx';
import { useTaxonName } from '../../parts/use-taxon-name.ts';
import { percent, words } from '../../words/words.ts';
import { Many } from './many.tsx';
import { OneVisit } from './one-visit.tsx';
import './review.css';
import { AskWho, Reviewing, reviewer } from './reviewer.tsx';
import { Stack } from './stack.tsx';

const EVERY = 30_000;

/** What waits for people, queue by queue, made for speed. */
export function Review() {
  const { visit } = route.value.query;
  return visit === undefined ? <Queues /> : <OneVisit key={visit} id={visit} />;
}

function Queues() {
  const { review: said } = words.value;
  const queues = useAsk('GET /api/v1/review/queues', {}, { every: EVERY });
  const { queue: chosen, taxon, many } = route.value.query;
  return (
    <>
      <div class="page-head">
        <h1>{said.title}</h1>
        <Reviewing />
        <button
          type="button"
          aria-pressed={many !== undefined}
          onClick={() => go(withQuery({ many: many === undefined ? '1' : undefined }), { replace: true })}
        >
          {many === undefined ? said.many : said.one}
        </button>
      </div>
      {!may('POST /api/v1/visits/{id}/reviews') && <p class="stale">{said.mayNot}</p>}
      <Said of={queues} lines={8}>
        {({ data, errors }) => {
          const pressing = data.find(({ waiting, queue }) => waiting > 0 && queue !== 'random' && queue !== 'species');
          const queue = data.find((one) => one.queue === chosen) ?? pressing ?? data[0]!;
          return (
            <>
              <nav class="queues" aria-label={said.title}>
                {data.map((one) => (
                  <a
                    key={one.queue}
                    href={href(['review'], { queue: one.queue, many })}
                    aria-current={one === queue ? 'page' : undefined}
                  >
                    {said.queues[one.queue]}
                    <span class="soft">{said.waits(one.waiting, one.all)}</span>
                  </a>
                ))}
              </nav>
              {queue.queue === 'species' && <OfSpecies taxon={taxon} />}
              {queue.queue === 'random' && errors.rate !== null && (
                <p class="soft">
                  {said.error(
                    percent(errors.rate),
                    percent(errors.low ?? 0),
                    percent(errors.high ?? 1),
                    errors.decided,
                  )}
                </p>
              )}
              {reviewer.value === '' && may('POST /api/v1/visits/{id}/reviews') ? (
                // Who finds nothing to decide on need not say who it is.
                queue.all === 0 && queue.queue !== 'species' ? (
                  <Empty>{said.done}</Empty>
                ) : (
                  <AskWho />
                )
              ) : queue.queue === 'species' && taxon === undefined ? (
                <p class="soft">{said.noneOfSpecies}</p>
              ) : many === undefined ? (
                <Stack key={`${queue.queue} ${taxon}`} queue={queue.queue} taxon={taxon} onEnd={queues.again} />
              ) : (
                <Many key={`${queue.queue} ${taxon}`} queue={queue.queue} taxon={taxon} />
              )}
            </>
          );
        }}
      </Said>
    </>
  );
}

function OfSpecies({ taxon }: { readonly taxon: string | undefined }) {
  const shown = useTaxonName(taxon);
  return <TaxonSearch shown={shown} onChoose={(found) => go(withQuery({ taxon: found?.id }), { replace: true })} />;
}
