/** What became of one version of a model, and by whose word or for which reason. */
export interface ModelStepFacts {
  readonly at: number;
  readonly what: 'promoted' | 'rolled-back' | 'kept';
  readonly version: number;
  readonly why: string;
  /** The box decided it by itself. */
  readonly alone?: true | undefined;
}

/** Which versions of a model a box uses; 0 stands for what the catalog has of it, or nothing. */
export interface ModelLineFacts {
  readonly id: string;
  readonly present: number;
  /** What can be gone back to. */
  readonly previous?: number;
  /** Since when what was put into use is watched; absent once it is kept. */
  readonly watchedSince?: number;
  /** The newest last. */
  readonly steps: readonly ModelStepFacts[];
}

/** What the server asks of whoever changes models. What makes no sense rejects with a RoostError. */
export interface TurnoverDeps {
  lines(): Promise<readonly ModelLineFacts[]>;
  /** Puts a staged bundle into use; undefined where none has that name. @param why who asks for it */
  promote(name: string, why: string): Promise<ModelLineFacts | undefined>;
  /** Goes back to what was in use before. */
  rollBack(id: string, why: string): Promise<ModelLineFacts>;
}
