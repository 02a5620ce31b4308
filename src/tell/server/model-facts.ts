/** A bundle that lies staged, or that was just taken. */
export interface BundleFacts {
  /** Its id and version, e.g. `delta-birds-3`. */
  readonly name: string;
  readonly id: string;
  readonly version: number;
  readonly kind: 'detector' | 'classifier' | 'taught';
  /** SHA-256 of its manifest, which holds that of every file. */
  readonly digest: string;
  readonly madeAt: number;
  readonly expiresAt?: number;
  readonly note?: string;
  /** Id under which verdicts will cite it. */
  readonly model?: string;
}

/** A key whose signature the box takes. */
export interface KeyFacts {
  readonly name: string;
  readonly fingerprint: string;
  readonly until?: number;
}

/** An upload, called by the SHA-256 of the whole; `offset` bytes of it are here. */
export interface UploadFacts {
  readonly sha256: string;
  readonly bytes: number;
  readonly offset: number;
}

/** What a box has of models. */
export interface ModelsFacts {
  readonly roost: string;
  /** Ids of the models in use. */
  readonly running: readonly string[];
  readonly staged: readonly BundleFacts[];
  readonly keys: readonly KeyFacts[];
  readonly uploads: readonly UploadFacts[];
}

/** What the server asks of whoever keeps the models. What is refused rejects with a RoostError that has a `reason`. */
export interface ModelDeps {
  models(): Promise<ModelsFacts>;
  /** Begins an upload, or tells how far it has come. */
  beginUpload(sha256: string, bytes: number): Promise<UploadFacts>;
  /** Adds a piece where the upload has come as far; undefined where there is none. @returns how far it has come */
  appendUpload(sha256: string, offset: number, piece: Uint8Array): Promise<UploadFacts | undefined>;
  /** Proves an upload that is whole and lays it down as staged; undefined where there is none. */
  stageUpload(sha256: string): Promise<BundleFacts | undefined>;
}
