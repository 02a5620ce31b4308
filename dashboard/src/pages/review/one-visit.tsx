import { useRef } from 'preact/hooks';
import { may } from '../../api/session.ts';
import type { Review, VisitDetail } from '../../api/types.ts';
import { go, href } from '../../base/route.ts';
import { Wrong } from '../../parts/wrong.tsx';
import { words } from '../../words/words.ts';
import { Case } from './case.tsx';
import { Conflict } from './case-head.tsx';
import { type Act, useKeys } from './keys.ts';
import { lastStored } from './last.ts';
import { AskWho, Reviewing, reviewer } from './reviewer.tsx';
import { useStoring } from './storing.ts';
import { useUndo } from './undo.ts';

/** One visit that somebody wants to decide on, whether it waits or was decided on before; then it is shown as it is by then. */
export function OneVisit({ id }: { readonly id: string }) {
  const { review: said } = words.value;
  const allowed = may('POST /api/v1/visits/{id}/reviews');
  return (
    <>
      <div class="page-head">
        <h1>{said.title}</h1>
        <Reviewing />
      </div>
      {!allowed && <p class="stale">{said.mayNot}</p>}
      {reviewer.value === '' && allowed ? <AskWho /> : <Judge id={id} />}
    </>
  );
}

function Judge({ id }: { readonly id: string }) {
  const back = (visit = id) => go(href(['visits', visit]));
  const storing = useStoring();
  const undo = useUndo(storing, 0, back);
  const judge = useRef<((what: Act | number) => void) | undefined>(undefined);
  const act = (what: Act | number) => {
    if (what === 'undo') void undo.go();
    else if (storing.busy) return;
    else if (what === 'next' || what === 'previous') back();
    else judge.current?.(what);
  };
  useKeys(act);
  const onStored = (visit: VisitDetail, action: Review['action']) => {
    lastStored.value = { visit, action, review: visit.reviews.at(-1)!.id };
    back();
  };
  return (
    <>
      {undo.conflict?.id === id && <Conflict visit={undo.conflict} />}
      <Wrong error={undo.error} />
      <Case id={id} queue={undefined} next={undefined} {...{ act, judge, storing, onStored }} />
    </>
  );
}
