import { z } from 'zod';
import type { RoomFacts } from '../../../count/record/make-room.ts';

const bytes = (description: string) => z.int().meta({ description: `${description}, bytes` });

/** How the room for pictures and clips stands. */
export const RoomShape = z
  .object({
    freeBytes: bytes('Free on the disk of the data folder'),
    floorBytes: bytes('Stay free'),
    keptBytes: bytes('Taken by pictures and clips'),
    budgetBytes: bytes('May be taken by them'),
    bytesPerDay: bytes('Written of them a day, at the rate of the last day').optional(),
    daysLeft: z
      .number()
      .optional()
      .meta({ description: 'Until the room is used up at this rate; from then on what is worth least goes' }),
    wentFiles: z.int().meta({ description: 'Files that went in the last day to make room' }),
    wentBytes: bytes('Taken by those'),
  })
  .meta({ id: 'Room' });

/** The same as answers write it. */
export function roomOf(facts: RoomFacts): z.input<typeof RoomShape> {
  const { free, floor, kept, budget, perDay, daysLeft, went } = facts;
  return {
    freeBytes: free,
    floorBytes: Math.round(floor),
    keptBytes: kept,
    budgetBytes: Math.round(budget),
    ...(perDay !== undefined && { bytesPerDay: Math.round(perDay) }),
    ...(daysLeft !== undefined && { daysLeft: Math.round(daysLeft * 10) / 10 }),
    wentFiles: went.files,
    wentBytes: went.bytes,
  };
}
