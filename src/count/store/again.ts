import type { Database, Statement } from 'better-sqlite3';
import type { AgainSetup, NamedAgain } from '../../base/domain.ts';
import { packVerdict, unpackVerdict } from './verdict-body.ts';

interface Row {
  readonly track: string;
  readonly at: number;
  readonly body: Buffer;
}

/** The setup as its text. */
type WithSetup = Row & { readonly setup: string };

/** Read at a time. */
const PAGE = 2_000;

/** What tracks were called when they were named again, beside their verdicts, which stay. */
export class VerdictsAgain {
  readonly #putSetup: Statement<[string, string]>;
  readonly #setup: Statement<[string], number>;
  readonly #put: Statement<[{ setup: number; track: string; at: number; body: Buffer; otherwise: 0 | 1 }]>;
  readonly #before: Statement<[string], string | Buffer>;
  readonly #ofTrack: Statement<[string], WithSetup>;
  readonly #ofVisit: Statement<[string], WithSetup>;
  readonly #page: Statement<[number, string], Row>;

  constructor(db: Database) {
    this.#putSetup = db.prepare('INSERT INTO again_setups (model, body) VALUES (?, ?) ON CONFLICT (body) DO NOTHING');
    this.#setup = db.prepare<[string], number>('SELECT id FROM again_setups WHERE body = ?').pluck();
    // A track of a database that was begun anew since is not there.
    this.#put = db.prepare(`
      INSERT INTO verdicts_again (setup, track, at, body, otherwise)
      SELECT @setup, @track, @at, @body, @otherwise WHERE EXISTS (SELECT 1 FROM tracks WHERE id = @track)
      ON CONFLICT (setup, track) DO NOTHING`);
    this.#before = db.prepare<[string], string | Buffer>('SELECT body FROM verdicts WHERE track = ?').pluck();
    const select = `
      SELECT verdicts_again.track, verdicts_again.at, verdicts_again.body, again_setups.body AS setup
      FROM verdicts_again JOIN again_setups ON again_setups.id = verdicts_again.setup`;
    const byTime = 'ORDER BY verdicts_again.at, verdicts_again.setup, verdicts_again.track';
    this.#ofTrack = db.prepare(`${select} WHERE verdicts_again.track = ? ${byTime}`);
    this.#ofVisit = db.prepare(
      `${select} WHERE verdicts_again.track IN (SELECT track FROM visit_tracks WHERE visit = ?) ${byTime}`,
    );
    this.#page = db.prepare(
      `SELECT track, at, body FROM verdicts_again WHERE setup = ? AND track > ? ORDER BY track LIMIT ${PAGE}`,
    );
  }

  /** Stores what a track is called by a setup; a later one of the same setup changes nothing. Inside `store.write` only. */
  put({ track, setup, at, verdict }: NamedAgain): void {
    const text = textOf(setup);
    this.#putSetup.run(setup.model, text);
    const before = this.#before.get(track);
    const otherwise = before === undefined || unpackVerdict(before).taxon !== verdict.taxon ? 1 : 0;
    const body = packVerdict(verdict, true) as Buffer;
    this.#put.run({ setup: this.#setup.get(text)!, track, at, body, otherwise });
  }

  /** What a track was called when it was named again, the first time first. */
  ofTrack(track: string): NamedAgain[] {
    return this.#ofTrack.all(track).map(withSetup);
  }

  /** What the tracks of a visit were called when they were named again, the first time first. */
  ofVisit(visit: string): NamedAgain[] {
    return this.#ofVisit.all(visit).map(withSetup);
  }

  /** Everything that a setup named, a few thousand at a time, by track. */
  *bySetup(setup: AgainSetup): Generator<NamedAgain[]> {
    const id = this.#setup.get(textOf(setup));
    if (id === undefined) return;
    for (let rows = this.#page.all(id, ''); rows.length > 0; rows = this.#page.all(id, rows.at(-1)!.track))
      yield rows.map((row) => toNamed(row, setup));
  }
}

/** The same text for the same setup. */
function textOf({ model, models, prior, code }: AgainSetup): string {
  return JSON.stringify({ model, models, prior, code });
}

function toNamed({ track, at, body }: Row, setup: AgainSetup): NamedAgain {
  return { track, setup, at, verdict: unpackVerdict(body) };
}

function withSetup({ setup, ...row }: WithSetup): NamedAgain {
  return toNamed(row, JSON.parse(setup) as AgainSetup);
}
