/** Topics of one box. A level holds no `/`, `+`, `#` or control character, which mean something to brokers. */
export class Topics {
  readonly root: string;

  /** @param prefix e.g. `roost` @param site and box as people call them */
  constructor(prefix: string, site: string, box: string) {
    this.root = [...prefix.split('/'), site, box].map(level).join('/');
  }

  /** `online` or `offline`, retained; the broker says the second where the box falls silent. */
  get status(): string {
    return `${this.root}/status`;
  }

  /** Entries of the feed of a type. */
  feed(type: string): string {
    return `${this.root}/feed/${level(type)}`;
  }

  /** What the broker would not take for its size. */
  get tooLarge(): string {
    return this.feed('feed.too-large');
  }

  /** What a camera does, retained. */
  camera(id: string): string {
    return `${this.root}/cameras/${level(id)}`;
  }

  /** The newest visit that counts at a camera, retained. */
  visit(camera: string): string {
    return `${this.root}/cameras/${level(camera)}/visit`;
  }

  /** The best picture of a visit, as JPEG. */
  picture(visit: string): string {
    return `${this.root}/pictures/${level(visit)}`;
  }
}

/** A name as a level of a topic. */
function level(name: string): string {
  const plain = name.trim().replace(/[/+#\p{Cc}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, '-');
  // Topics that begin with `$` are the broker's own.
  return plain.replace(/^\$+/, '') || '-';
}
