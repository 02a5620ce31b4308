// Follows the feed of a Roost box and keeps the newest state of each visit, with all of its tracks.
// Usage: npx tsx examples/feed.ts http://127.0.0.1:8420 state.json [--once]   (ROOST_API_TOKEN where one is needed)
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface State {
  after: number | null;
  visits: Record<string, { tracks: string[] }>;
}

const [address, file, once] = process.argv.slice(2) as [string, string, string?];
const state: State = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { after: null, visits: {} };
const token = process.env.ROOST_API_TOKEN;
const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};

for (;;) {
  const from = state.after === null ? '' : `&after=${state.after}`;
  const answer = await fetch(`${address}/api/v1/feed?limit=1000${from}`, { headers }).catch(String);
  if (typeof answer === 'string' || answer.status >= 500) {
    await sleep(5000); // the box restarts, or the network is away: nothing is lost, so try again
    continue;
  }
  const page = await answer.json();
  if (!answer.ok) throw new Error(`${page.detail} (after 410, remove ${file} to begin anew)`);
  for (const { type, body } of page.data) {
    // An entry may come twice; the same entry makes the same state.
    if (type === 'visit.withdrawn') delete state.visits[body.id];
    else if (type.startsWith('visit.')) {
      // Entries of version 2 say which tracks came and went; those of version 1 list all.
      const { trackCount: _, joined = [], left = [], tracks, ...visit } = body;
      const before = (state.visits[visit.id]?.tracks ?? []).filter((id) => !left.includes(id) && !joined.includes(id));
      state.visits[visit.id] = { ...visit, tracks: tracks ?? [...before, ...joined] };
    }
  }
  state.after = page.next;
  writeFileSync(`${file}.part`, JSON.stringify(state)); // entries and cursor are kept as one, or not at all
  renameSync(`${file}.part`, file);
  if (page.data.length === 0 && once) break;
  if (page.data.length === 0) await sleep(5000);
}
