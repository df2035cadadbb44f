import { describe, expect, it } from '@jest/globals';
import { widenLabel } from './widen-label.ts';

/** Every letter is 5 wide, every line 12 high, and the text is one line. */
const renderer = {
  getExternalStyle: () => ({}),
  getDimensions: (text: string) => ({ width: text.length * 5, height: 24 }),
};
const gateway = { x: 100, y: 100, width: 50, height: 50 };
const widened = (box: { x: number; y: number; width: number; height: number }, shape?: typeof gateway) => {
  widenLabel({ bounds: shape, label: { bounds: box } }, 'twelve chars', renderer);
  return box;
};

describe('the label of a translated element', () => {
  it('grows on both sides, and upwards where it stands above its shape', () => {
    expect(widened({ x: 110, y: 80, width: 30, height: 12 }, gateway)).toEqual({ x: 94, y: 68, width: 62, height: 24 });
    expect(widened({ x: 110, y: 160, width: 30, height: 12 }, gateway)).toEqual({ x: 94, y: 160, width: 62, height: 24 });
  });

  it('grows away from a shape beside it', () => {
    expect(widened({ x: 155, y: 120, width: 30, height: 24 }, gateway).x).toBe(155);
    expect(widened({ x: 60, y: 120, width: 30, height: 24 }, gateway).x).toBe(28);
  });

  it('keeps its place where the text fits', () => {
    expect(widened({ x: 110, y: 160, width: 84, height: 24 }, gateway)).toEqual({ x: 110, y: 160, width: 84, height: 24 });
  });
});
