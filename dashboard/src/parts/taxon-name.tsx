import type { Taxon } from '../api/types.ts';
import { nameOf, words } from '../words/words.ts';
import './taxon-name.css';

/** What a taxon is called, with how deep the name goes where it is no species, its protection, and its scientific name on a line of its own. */
export function TaxonName({ taxon, scientific = false }: { readonly taxon: Taxon; readonly scientific?: boolean }) {
  const { rank, protection, domestic } = taxon;
  const name = nameOf(taxon);
  return (
    <span class="taxon">
      <span class="taxon-name">{name}</span>
      {rank && rank !== 'species' && <span class="taxon-rank"> ({words.value.ranks[rank]})</span>}
      {domestic && <span class="taxon-rank"> ({words.value.domestic})</span>}
      {protection && (
        <span class={`protected level-${protection}`} title={words.value.protectionLong[protection]}>
          {words.value.protection[protection]}
        </span>
      )}
      {scientific && name !== taxon.scientific && (
        <i class="taxon-scientific" lang="la">
          {taxon.scientific}
        </i>
      )}
    </span>
  );
}
