import type { ComponentChildren } from 'preact';
import { useAsk } from '../../api/ask.ts';
import type { Api } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { moment } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { nameOf, words } from '../../words/words.ts';
import { seenIn } from './sums.ts';

type TaxonDetail = Api['GET /api/v1/taxa/{id}']['reply'];

/** Before any box watched. */
const EVER = '2000-01-01T00:00:00.000Z';

/** What is known of a species: its names, how it is protected, when it was seen, and how much of it the box was taught. */
export function SpeciesFacts({ taxon }: { readonly taxon: TaxonDetail }) {
  const { species: said, protectionLong, visitCount, teach } = words.value;
  const { id, scientific, chinese, english, protection, note, iucn, redList, residency, lineage } = taxon;
  const tallies = useAsk('GET /api/v1/tallies', { query: { by: 'taxon', period: 'year', taxon: id, from: EVER } });
  const taught = useAsk('GET /api/v1/taught');
  const category = (code: string | undefined) =>
    code && [code, said.categories[code as keyof typeof said.categories]].filter(Boolean).join(' · ');
  return (
    <section class="sheet species-facts" aria-labelledby="species-facts">
      <h2 id="species-facts">{said.facts}</h2>
      <dl class="facts">
        <Fact term={said.chinese}>{chinese && <span lang="zh-CN">{chinese}</span>}</Fact>
        <Fact term={said.english}>{english && <span lang="en">{english}</span>}</Fact>
        <Fact term={said.scientific}>
          <i lang="la">{scientific}</i>
        </Fact>
        <Fact term={said.level}>
          {protection &&
            [protectionLong[protection], note && wordFor(said.notes, note)].filter(Boolean).join(said.between)}
        </Fact>
        <Fact term={said.iucn}>{category(iucn)}</Fact>
        <Fact term={said.redList}>{category(redList)}</Fact>
        <Fact term={said.residency}>{residency?.map((one) => wordFor(said.residencies, one)).join(said.between)}</Fact>
        <Fact term={said.lineage}>{lineage.map(nameOf).join(said.between)}</Fact>
        {!protection && <Fact term={said.note}>{note && wordFor(said.notes, note)}</Fact>}
      </dl>
      <Said of={tallies} lines={2}>
        {({ data }) => {
          const seen = seenIn(data);
          if (!seen) return <p class="soft">{said.neverSeen}</p>;
          return (
            <dl class="facts">
              <Fact term={said.columns.first}>{moment(seen.firstAt)}</Fact>
              <Fact term={said.columns.last}>{moment(seen.lastAt)}</Fact>
            </dl>
          );
        }}
      </Said>
      <Said of={taught} lines={1}>
        {({ data }) => {
          const own = data.find((one) => one.taxon.id === id);
          return (
            <p class={own ? undefined : 'soft'}>
              {own ? said.taughtBy(teach.taught(own.pictures), visitCount(own.visits), own.sets) : said.notTaught}
            </p>
          );
        }}
      </Said>
      <a href={href(['visits'], { taxon: id })}>{said.visits}</a>
    </section>
  );
}

/** The word of a list for something; itself where the list has none. */
function wordFor(list: Readonly<Record<string, string>>, what: string): string {
  return list[what] ?? what;
}

/** One line; none where there is nothing to say. */
function Fact({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  if (!children) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
