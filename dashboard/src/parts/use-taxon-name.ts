import { useEffect, useState } from 'preact/hooks';
import { read } from '../api/client.ts';
import { nameOf } from '../words/words.ts';

/** What the taxon of an id is called; the id until that is known, empty without one. */
export function useTaxonName(id: string | undefined): string {
  const [taxon, setTaxon] = useState<Parameters<typeof nameOf>[0] & { id: string }>();
  useEffect(() => {
    if (id === undefined) return;
    const end = new AbortController();
    read('GET /api/v1/taxa/{id}', { params: { id } }, end.signal).then(setTaxon, () => undefined);
    return () => end.abort();
  }, [id]);
  if (id === undefined) return '';
  return taxon?.id === id ? nameOf(taxon) : id;
}
