import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DraftContent, SavedDraft, SaveDraftRequest } from '@gaita/contracts';
import { RequestError } from '../api/request.ts';
import { DraftKeeper } from './draft-keeper.ts';

class Tab {
  private readonly kept = new Map<string, string>();
  getItem = (name: string) => this.kept.get(name) ?? null;
  setItem = (name: string, value: string) => void this.kept.set(name, value);
  removeItem = (name: string) => void this.kept.delete(name);
}

/** A server that answers when it is told to, and takes only what has seen the latest. */
class Server {
  draft: DraftContent | undefined;
  private readonly waiting: (() => void)[] = [];
  readonly load = () => Promise.reject(new Error('not asked'));
  readonly save = ({ seen, values }: SaveDraftRequest) =>
    new Promise<SavedDraft>((resolve, reject) => {
      this.waiting.push(() => {
        const revision = this.draft?.revision ?? 0;
        if (seen !== revision)
          return reject(new RequestError(409, 'version-conflict', 'Somebody else', { draft: this.draft as unknown }));
        this.draft = { values, revision: revision + 1, savedAt: revision } as DraftContent;
        resolve({ revision: revision + 1, savedAt: revision } as SavedDraft);
      });
    });
  /** @param at which of the requests that wait */
  async answer(at = 0): Promise<void> {
    this.waiting.splice(at, 1)[0]?.();
    for (let i = 0; i < 20; i++) await Promise.resolve();
  }
}

describe('the draft of a form', () => {
  let server: Server;
  let keeper: DraftKeeper;
  beforeEach(() => {
    Object.assign(globalThis, { sessionStorage: new Tab() });
    server = new Server();
    keeper = new DraftKeeper(server, 'anna', 'form', undefined);
  });

  it.each([
    ['the older', 0],
    ['the newer', 1],
  ])('is in no conflict with itself when the page is left during a save, whether %s arrives first', async (_, at) => {
    keeper.keep({ name: 'A' });
    void keeper.flush();
    keeper.keep({ name: 'An' });
    void keeper.flush(true);
    await server.answer(at);
    await server.answer();
    await server.answer();
    expect(keeper.state.kind).toBe('saved');
    expect(server.draft?.values).toEqual({ name: 'An' });
  });

  it('tells of what another device saved', async () => {
    keeper.keep({ name: 'A' });
    void keeper.flush();
    server.draft = { values: { name: 'B' }, revision: 7, savedAt: 0 } as unknown as DraftContent;
    await server.answer();
    expect(keeper.state.kind).toBe('conflict');
    keeper.choose('mine');
    await server.answer();
    expect(server.draft.values).toEqual({ name: 'A' });
    expect(keeper.state.kind).toBe('saved');
  });
});
