/** One event as a client of the stream sees it. */
export interface Seen {
  readonly id?: string;
  readonly event: string;
  readonly data: { type: string; visit?: { id: string }; camera?: { camera: string; state: string } };
}

/** Reads events until `count` of them (of one type, where it is given) came, comments and retry lines aside, then leaves. */
export async function readEvents(response: Response, count: number, type?: string): Promise<Seen[]> {
  const seen: Seen[] = [];
  let text = '';
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  while (seen.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]));
      const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
      if (event && data && event === (type ?? event))
        seen.push({ ...(id && { id }), event, data: JSON.parse(data) as Seen['data'] });
    }
  }
  await reader.cancel();
  return seen;
}
