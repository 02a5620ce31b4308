import { Crowd } from './crowd.ts';
import type { Member } from './member.ts';
import { hullOf, type Span } from './span.ts';

/** A visit while its tracks are gathered: members of one taxon, and those named less deeply that may be the same animals. */
export class Party implements Span {
  readonly taxon: string;
  readonly members: Member[];
  /** The most at once of those that bear its name: so many it has room for. */
  room: number;
  startAt: number;
  endAt: number;
  #crowd: Crowd | undefined;

  /** @param members by start, each named `taxon` */
  constructor(taxon: string, members: Member[]) {
    this.taxon = taxon;
    this.members = members;
    this.#crowd = new Crowd(members);
    this.room = this.#crowd.most();
    this.startAt = members[0]!.startAt;
    this.endAt = hullOf(members).endAt;
  }

  /** How many were there when. */
  get crowd(): Crowd {
    this.#crowd ??= new Crowd(this.members);
    return this.#crowd;
  }

  /** Takes in a member that is named less deeply. */
  take(member: Member): void {
    this.members.push(member);
    this.#crowd?.add(member);
    this.#reach(member);
  }

  /** Takes in all of another party, which is of the same taxon or of a wider one. */
  absorb(other: Party): void {
    // Of a colony thousands would be counted again for each few that join it.
    if (this.#crowd && other.members.length * 4 < this.members.length)
      for (const member of other.members) this.#crowd.add(member);
    else this.#crowd = undefined;
    this.members.push(...other.members);
    if (other.taxon === this.taxon) this.room = Math.max(this.room, other.room);
    this.#reach(other);
  }

  #reach({ startAt, endAt }: Span): void {
    this.startAt = Math.min(this.startAt, startAt);
    this.endAt = Math.max(this.endAt, endAt);
  }
}
