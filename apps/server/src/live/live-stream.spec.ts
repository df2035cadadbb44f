import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { Response } from 'express';
import { LiveStream } from './live-stream.ts';

/** A connection whose reader takes what it wants. */
class SlowResponse extends EventEmitter {
  takes = true;
  readonly written: string[] = [];
  status = () => this;
  setHeader = () => this;
  flushHeaders = () => undefined;
  write = (text: string) => {
    this.written.push(text);
    return this.takes;
  };
}

describe('A stream', () => {
  it('keeps nothing for a reader who takes nothing, and tells them to reload once they do', () => {
    const response = new SlowResponse();
    const stream = new LiveStream(response as unknown as Response);
    stream.send('changes', [], 'a.1');
    response.takes = false;
    stream.send('changes', [], 'a.2');
    for (let i = 0; i < 1_000; i++) stream.send('changes', [], `a.${i}`);
    expect(response.written).toHaveLength(2);
    response.takes = true;
    response.emit('drain');
    expect(response.written.at(-1)).toBe('event: reload\ndata: null\n\n');
    stream.send('changes', [], 'a.9');
    expect(response.written).toHaveLength(4);
  });
});
