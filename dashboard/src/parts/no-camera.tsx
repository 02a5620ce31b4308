import { may } from '../api/session.ts';
import { href } from '../base/route.ts';
import { words } from '../words/words.ts';
import { Empty } from './said.tsx';

/** That the box has no camera yet, and the way to the first one for who may add it. */
export function NoCamera() {
  const { now, cameras } = words.value;
  return (
    <Empty>
      {now.noCamera} {may('POST /api/v1/cameras') && <a href={href(['cameras', 'new'])}>{cameras.add}</a>}
    </Empty>
  );
}
