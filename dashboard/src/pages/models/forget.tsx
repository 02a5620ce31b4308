import { write } from '../../api/client.ts';
import { session } from '../../api/session.ts';
import type { Api, TaughtPicture } from '../../api/types.ts';
import { Sure } from '../../parts/sure.tsx';
import { whyNot } from '../../parts/why-not.ts';
import { words } from '../../words/words.ts';

interface ForgetProps {
  readonly pictures: readonly TaughtPicture[];
  /** What of it, as the API takes it. */
  readonly what: Api[typeof OPERATION]['body'];
  readonly does: string;
  readonly means: string;
  readonly then: () => void;
}

const OPERATION = 'POST /api/v1/taught/forgotten';

/** The way to have pictures forgotten: a reviewer those that he had the box learn himself, a keeper all. */
export function Forget({ pictures, what, does, means, then }: ForgetProps) {
  const others = pictures.some(({ taughtBy }) => taughtBy !== session.value?.name);
  const not = whyNot(OPERATION) ?? (others && whyNot(OPERATION, 'keeper') ? words.value.models.byOthers : undefined);
  const forget = async () => {
    await write(OPERATION, { body: what });
    then();
  };
  return <Sure does={does} means={means} needs={OPERATION} not={not} onSure={forget} />;
}
