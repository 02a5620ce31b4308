import { z } from 'zod';

/**
 * Words for people, on one line: a control character, or one that turns the direction of text, would break files and screens
 * on which they stand.
 */
export const words = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]*$/u, 'holds a control character; write plain text on one line');
