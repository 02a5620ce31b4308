import { isWithin } from '../../know/taxonomy/taxa.ts';
import { Crowd } from './crowd.ts';
import type { Party } from './party.ts';
import { hullOf, meet, near } from './span.ts';

/** Parties of one camera by taxon, the deepest first; those of one taxon by start, apart from each other. */
export type Lane = ReadonlyMap<string, readonly Party[]>;

/** What a party counts. */
export interface Count {
  readonly individuals: number;
  /** The widest party of the chain that counts the others; absent where the party counts the most at once of its own. */
  readonly beside?: Party;
}

/**
 * How many individuals each party of a lane counts, so that animals of one line of the tree (a species in its genus in its
 * family) are not counted under two names.
 *
 * A chain is parties on one line, each two of which were there at a time. What is asked for:
 * - *No chain counts too many.* Its individuals are together no more than the most that were seen at once of what is named along
 *   its line, from the start of the first of it to the end of the last.
 * - *Nobody certain is lost.* Animals each two of which certainly differ, since they were there together or their names
 *   lie on different branches, are no more than all individuals together.
 *
 * So, from the deepest taxa up, a party counts what was seen at once along a chain below it beyond what that chain counts
 * already: of all chains the least, and no more than the most at once of its own. That loses nobody: of animals that certainly
 * differ, those along the line of the chain that gave the least were there together, so they are among what was seen at once,
 * which the party and the chain count; those on branches beside that line are counted there, by the same argument.
 * @returns 0 individuals for a party whose animals are all counted under deeper names
 */
export function individualsOf(lane: Lane): Map<Party, Count> {
  const counts = new Map<Party, Count>();
  const lines = new Map<string, Crowd>();
  const lineOf = (top: string, bottom: string): Crowd => {
    const key = JSON.stringify([top, bottom]);
    const line = lines.get(key) ?? crowdAlong(lane, top, bottom);
    lines.set(key, line);
    return line;
  };
  for (const [taxon, parties] of lane) {
    const deeper = below(lane, taxon);
    for (const party of parties) {
      let least: Count = { individuals: party.room };
      for (const chain of chains(meeting(deeper, party))) {
        const counted = chain.reduce((sum, other) => sum + counts.get(other)!.individuals, 0);
        const seen = lineOf(taxon, chain.at(-1)!.taxon).most(hullOf([party, ...chain]));
        if (seen - counted < least.individuals) least = { individuals: seen - counted, beside: chain[0]! };
      }
      counts.set(party, least);
    }
  }
  return counts;
}

/** Parties of taxa within one, the deepest first. */
function below(lane: Lane, taxon: string): (readonly Party[])[] {
  return [...lane].filter(([other]) => other !== taxon && isWithin(other, taxon)).map(([, parties]) => parties);
}

function meeting(lists: readonly (readonly Party[])[], party: Party): Party[] {
  return lists.flatMap((list) => list.slice(...near(list, party, 0)));
}

/** Every chain of some parties, each from the widest taxon to the deepest. */
function* chains(parties: readonly Party[]): Generator<Party[]> {
  for (const party of parties) {
    yield [party];
    const rest = parties.filter(
      (other) => meet(other, party) && other.taxon !== party.taxon && isWithin(other.taxon, party.taxon),
    );
    for (const chain of chains(rest)) yield [party, ...chain];
  }
}

/** Everybody in parties along the line from a taxon down to another one. */
function crowdAlong(lane: Lane, top: string, bottom: string): Crowd {
  const along = [...lane].filter(([taxon]) => isWithin(taxon, top) && isWithin(bottom, taxon));
  return new Crowd(along.flatMap(([, parties]) => parties.flatMap(({ members }) => members)));
}
