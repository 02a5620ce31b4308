import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { read } from '../../api/client.ts';
import { may } from '../../api/session.ts';
import type { Review, Taxon, VisitDetail } from '../../api/types.ts';
import { Said } from '../../parts/said.tsx';
import { Wrong } from '../../parts/wrong.tsx';
import { CaseHead, Conflict } from './case-head.tsx';
import { CasePictures } from './case-pictures.tsx';
import { type Decision, decide } from './decide.ts';
import { bestFirst, isOwnFirst } from './evidence.ts';
import { Form } from './form.tsx';
import type { Act } from './keys.ts';
import type { Queue } from './queue.ts';
import { reviewer } from './reviewer.tsx';
import type { Storing } from './storing.ts';

interface CaseProps {
  readonly id: string;
  /** From which it comes; undefined where it was asked for itself. */
  readonly queue: Queue | undefined;
  /** The visit behind it, which is read ahead. */
  readonly next: string | undefined;
  /** Does what a key or a button asks for. */
  readonly act: (what: Act | number) => void;
  /** Where what is asked of this visit comes, for as long as it is shown. */
  readonly judge: RefObject<((what: Act | number) => void) | undefined>;
  readonly storing: Storing;
  readonly onStored: (visit: VisitDetail, action: Review['action']) => void;
}

/** One visit that waits for a decision: what shows it, why it is here, and what may be said of it by one key. */
export function Case({ id, next, ...props }: CaseProps) {
  const asked = useAsk('GET /api/v1/visits/{id}', { params: { id } });
  useEffect(() => {
    // The browser keeps the answer and its best picture for the moment when it is asked for.
    if (next === undefined) return;
    read('GET /api/v1/visits/{id}', { params: { id: next } }).then(
      ({ media }) => {
        const [best] = bestFirst(media);
        if (best) new Image().src = `api/v1/media/${encodeURIComponent(best.id)}`;
      },
      () => undefined,
    );
  }, [next]);
  return (
    <Said of={asked} lines={8}>
      {(visit) => <Judged key={visit.version} visit={visit} {...props} />}
    </Said>
  );
}

type JudgedProps = Omit<CaseProps, 'id' | 'next'> & { readonly visit: VisitDetail };

function Judged({ visit: read, queue, act, judge, storing, onStored }: JudgedProps) {
  const [visit, setVisit] = useState(read);
  const [many, setMany] = useState(visit.outcome?.individuals ?? visit.individuals);
  const [young, setYoung] = useState(visit.outcome?.juveniles ?? 0);
  const [note, setNote] = useState('');
  const [correcting, setCorrecting] = useState(false);
  const [conflict, setConflict] = useState(false);
  const [error, setError] = useState<Error>();
  const video = useRef<HTMLVideoElement>(null);
  const countField = useRef<HTMLInputElement>(null);
  const youngField = useRef<HTMLInputElement>(null);
  const noteField = useRef<HTMLInputElement>(null);
  const own = isOwnFirst(visit, reviewer.value);

  const store = (decision: Decision) => {
    if (!may('POST /api/v1/visits/{id}/reviews')) return;
    storing.once(async () => {
      setError(undefined);
      try {
        const { visit: now, stored } = await decide(visit, {
          ...decision,
          ...(note.trim() !== '' && { note: note.trim() }),
        });
        setVisit(now);
        setConflict(!stored);
        if (stored) onStored(now, decision.action);
      } catch (failure) {
        setError(failure as Error);
      }
    });
  };
  const changed =
    many !== (visit.outcome?.individuals ?? visit.individuals) || young !== (visit.outcome?.juveniles ?? 0);
  const ages = young > 0 && { juveniles: Math.min(young, many), adults: Math.max(0, many - young) };
  const correct = (to?: Taxon) =>
    store({ action: 'correct', ...(to && { taxon: to.id }), ...((changed || !to) && { individuals: many, ...ages }) });
  useEffect(() => {
    judge.current = (what) => {
      if (typeof what === 'number') {
        const chosen = visit.candidates[what];
        if (chosen) correct(chosen.taxon);
      } else if (what === 'confirm') {
        // Another confirmation by the same person would be stored and change nothing.
        if (!own || changed) changed ? correct() : store({ action: 'confirm' });
      } else if (what === 'reject' || what === 'uncertain') store({ action: what });
      else if (what === 'correct') setCorrecting(true);
      else if (what === 'count') countField.current?.select();
      else if (what === 'young') youngField.current?.select();
      else if (what === 'note') noteField.current?.focus();
      else if (what === 'play') void play(video.current);
    };
    return () => {
      judge.current = undefined;
    };
  });
  return (
    <article class="case" aria-busy={storing.busy}>
      <CasePictures visit={visit} video={video} act={act} />
      <div class="case-said">
        <CaseHead visit={visit} queue={queue} own={own} />
        {conflict && <Conflict visit={visit} />}
        <Wrong error={error} />
        <Form
          {...{ many, setMany, young, setYoung, note, setNote, correcting, setCorrecting, act }}
          {...{ countField, youngField, noteField }}
          candidates={visit.candidates}
          onCorrect={correct}
          allowed={may('POST /api/v1/visits/{id}/reviews')}
          confirmable={!own || changed}
        />
      </div>
    </article>
  );
}

async function play(video: HTMLVideoElement | null): Promise<void> {
  if (!video) return;
  if (video.paused) await video.play().catch(() => undefined);
  else video.pause();
}
