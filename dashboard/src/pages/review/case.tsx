import { useEffect, useRef, useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { read } from '../../api/client.ts';
import { may } from '../../api/session.ts';
import type { Taxon, VisitDetail } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { moment } from '../../base/time.ts';
import { Picture } from '../../parts/picture.tsx';
import { Failed, Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { cameraName } from '../../shell/box.ts';
import { nameOf, percent, words } from '../../words/words.ts';
import { type Decision, decide } from './decide.ts';
import { Form } from './form.tsx';
import { type Act, useKeys } from './keys.ts';
import { lastStored } from './last.ts';

interface CaseProps {
  readonly id: string;
  /** The visit behind it, which is read ahead. */
  readonly next: string | undefined;
  readonly step: (by: number) => void;
}

/** One visit that waits for a decision: what shows it, why it is here, and what may be said of it by one key. */
export function Case({ id, next, step }: CaseProps) {
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
      {(visit) => <Judged key={visit.version} visit={visit} step={step} />}
    </Said>
  );
}

function Judged({ visit: read, step }: { readonly visit: VisitDetail; readonly step: (by: number) => void }) {
  const { review: said, reasons, individuals: counted } = words.value;
  const [visit, setVisit] = useState(read);
  const [many, setMany] = useState(visit.outcome?.individuals ?? visit.individuals);
  const [note, setNote] = useState('');
  const [correcting, setCorrecting] = useState(false);
  const [conflict, setConflict] = useState(false);
  const [error, setError] = useState<Error>();
  const busy = useRef(false);
  const video = useRef<HTMLVideoElement>(null);
  const countField = useRef<HTMLInputElement>(null);
  const noteField = useRef<HTMLInputElement>(null);
  const taxon = visit.outcome?.taxon ?? visit.taxon;
  const likeliest = likeliestOf(visit);

  const store = async (decision: Decision) => {
    if (busy.current || !may('reviewer')) return;
    busy.current = true;
    setError(undefined);
    try {
      const { visit: now, stored } = await decide(visit, {
        ...decision,
        ...(note.trim() !== '' && { note: note.trim() }),
      });
      setVisit(now);
      setConflict(!stored);
      if (!stored) return;
      lastStored.value = { visit: now, action: decision.action, review: now.reviews.at(-1)!.id };
      if (decision.action !== 'undo') step(1);
    } catch (failure) {
      setError(failure as Error);
    } finally {
      busy.current = false;
    }
  };
  const changed = many !== (visit.outcome?.individuals ?? visit.individuals);
  const correct = (to?: Taxon) =>
    store({ action: 'correct', ...(to && { taxon: to.id }), ...((changed || !to) && { individuals: many }) });
  const act = (what: Act | number) => {
    if (typeof what === 'number') {
      const chosen = likeliest[what];
      if (chosen) void correct(chosen);
    } else if (what === 'confirm') void (changed ? correct() : store({ action: 'confirm' }));
    else if (what === 'reject' || what === 'uncertain') void store({ action: what });
    else if (what === 'correct') setCorrecting(true);
    else if (what === 'count') countField.current?.select();
    else if (what === 'note') noteField.current?.focus();
    else if (what === 'undo') void undo(setError, () => step(-1));
    else if (what === 'play') void play(video.current);
    else step(what === 'next' ? 1 : -1);
  };
  useKeys(act);
  const crops = bestFirst(visit.media);
  const clip = visit.media.find(({ type, gone }) => type === 'clip' && !gone);
  return (
    <article class="case">
      <div class="case-pictures">
        <Picture media={crops[0]} name={nameOf(taxon)} eager />
        {clip ? (
          <video
            ref={video}
            class="clip"
            controls
            muted
            playsInline
            loop
            preload="auto"
            src={`api/v1/media/${encodeURIComponent(clip.id)}`}
          />
        ) : (
          <span class="picture none">{words.value.visits.noClip}</span>
        )}
        <ul class="case-more">
          {crops.slice(1, 6).map((crop) => (
            <li key={crop.id}>
              <Picture media={crop} name={nameOf(taxon)} />
            </li>
          ))}
        </ul>
      </div>
      <div class="case-said">
        <h2>
          <TaxonName taxon={taxon} scientific />
        </h2>
        <p>
          {counted(visit.individuals)} · <span class="soft">{percent(visit.score)}</span>
        </p>
        <p class="soft">
          <a href={href(['visits', visit.id])}>{said.open}</a> · {cameraName(visit.camera)} · {moment(visit.startAt)}
        </p>
        <ul class="marks">
          {visit.review.map((reason) => (
            <li key={reason} class="mark ask">
              {reasons[reason]}
            </li>
          ))}
          {visit.outcome?.status === 'awaiting' && <li class="mark awaiting">{said.awaits}</li>}
        </ul>
        {conflict && (
          <p class="failed" role="alert">
            {said.conflict}
          </p>
        )}
        {error && <Failed error={error} />}
        <Form
          {...{ many, setMany, note, setNote, correcting, setCorrecting, likeliest, act, countField, noteField }}
          onCorrect={(to) => void correct(to)}
          allowed={may('reviewer')}
        />
      </div>
    </article>
  );
}

/** Takes the last stored decision back, wherever it was. */
async function undo(failed: (error: Error) => void, then: () => void): Promise<void> {
  const last = lastStored.value;
  if (!last) return;
  try {
    const { stored } = await decide(last.visit, { action: 'undo', undoes: last.review });
    if (stored) {
      lastStored.value = undefined;
      then();
    }
  } catch (error) {
    failed(error as Error);
  }
}

async function play(video: HTMLVideoElement | null): Promise<void> {
  if (!video) return;
  if (video.paused) await video.play().catch(() => undefined);
  else video.pause();
}

/** The likeliest names of all tracks, the machine's own name left out, the likeliest first; five at most. */
function likeliestOf({ tracks, taxon }: VisitDetail): Taxon[] {
  const best = new Map<string, { taxon: Taxon; score: number }>();
  for (const { verdict } of tracks)
    for (const { top } of verdict?.opinions ?? [])
      for (const one of top)
        if (one.taxon.id !== taxon.id && one.score > (best.get(one.taxon.id)?.score ?? 0)) best.set(one.taxon.id, one);
  return [...best.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, 5)
    .map((one) => one.taxon);
}

function bestFirst(media: VisitDetail['media']) {
  return media.filter(({ type, gone }) => type === 'crop' && !gone).sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
}
