import type { Saying } from '../../api/types.ts';

/** The code of a sentence of the box. */
export type Code = Saying['code'];

type Places<T> = T extends `${string}{${infer P}}${infer Rest}` ? P | Places<Rest> : never;
type NameOf<P> = P extends `${infer Name}:${string}` ? Name : P;
type ParamsOf<C extends Code> = keyof Extract<Saying, { code: C }>['params'];
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Holds each sentence against what the API gives with its code: all of it must stand in the sentence, and nothing else. */
type Fitting<Book> = {
  readonly [C in Code]: C extends keyof Book
    ? Same<NameOf<Places<Book[C]>>, ParamsOf<C>> extends true
      ? Book[C]
      : { readonly 'what stands in this sentence is not what the API gives': ParamsOf<C> }
    : never;
};

/** Sentences of a language, one for each code: without one, or with a place that is none, this is no program. */
export function sentences<const Book extends Readonly<Record<Code, string>>>(
  book: Book & Fitting<Book>,
): Readonly<Record<Code, string>> {
  return book;
}
